import { MatrixError, Method, type Room } from 'matrix-js-sdk'
import { z } from 'zod'
import type { Link } from './link.ts'

const levels = z.looseObject({
  events_default: z.number().optional(),
  state_default: z.number().optional(),
  events: z.record(z.string(), z.number()).optional(),
  users: z.record(z.string(), z.number()).optional(),
})
type Levels = z.output<typeof levels>

export function stateOf(room: Room | null, type: string, stateKey = ''): unknown {
  const content: unknown = room?.currentState.getStateEvents(type, stateKey)?.getContent()
  return content
}

/** The power that changing who may do what takes. */
export function settingsLevel(room: Room | null): number {
  const { events, state_default } = levelsOf(room)
  return events?.['m.room.power_levels'] ?? state_default ?? 50
}

/** Only who may change the settings may write. */
export function isReadOnly(room: Room | null): boolean {
  return (levelsOf(room).events_default ?? 0) >= settingsLevel(room)
}

/** Power levels with which a room is read-only, or open to its members again. */
export function readOnlyLevels(room: Room | null, readOnly: boolean): Levels {
  return { ...levelsOf(room), events_default: readOnly ? settingsLevel(room) : 0 }
}

export async function putState(
  { client, pacer }: Pick<Link, 'client' | 'pacer'>,
  room: string,
  type: string,
  content: object,
  stateKey = '',
): Promise<void> {
  const path = `/${['rooms', room, 'state', type, stateKey].map(encodeURIComponent).join('/')}`
  await pacer.run('notice', () => client.http.authedRequest(Method.Put, path, undefined, { ...content }))
}

function levelsOf(room: Room | null): Levels {
  return levels.safeParse(stateOf(room, 'm.room.power_levels')).data ?? {}
}

/** He is there already: the sync is late. */
export function unlessThere(error: unknown): void {
  if (!(error instanceof MatrixError && /already in the room/i.test(error.message))) throw error
}
