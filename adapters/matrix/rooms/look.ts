import { z } from 'zod'
import type { Seen } from '#core/rooms/decide-membership.ts'
import type { Matrix } from '../client/open-client.ts'

type Rooms = Pick<Matrix, 'client' | 'state' | 'setState' | 'userId'>

/** Who is in a room, was invited, or left by himself. */
export function seenIn({ client, userId }: Rooms, room: string): Seen {
  const members = client.getRoom(room)?.getMembers() ?? []
  const having = (membership: string) =>
    members.filter((member) => member.membership === membership).map((member) => member.userId)
  const left = members.flatMap(({ membership, userId: address, events }) => {
    const event = events.member
    // Who was removed has no say; who left said it himself.
    if (membership !== 'leave' || event === undefined || event.getSender() !== address) return []
    return [{ address, at: Temporal.Instant.fromEpochMilliseconds(event.getTs()).toString() }]
  })
  return { joined: having('join'), invited: having('invite'), left, bot: userId }
}

const powers = z.looseObject({ events_default: z.number().default(0) })

export function isReadOnly({ state }: Rooms, room: string): boolean {
  return (powers.safeParse(state(room, 'm.room.power_levels')).data?.events_default ?? 0) > 0
}

/** Lets only moderators write, or everybody again. */
export async function setReadOnly(
  { state, setState }: Rooms,
  room: string,
  readOnly: boolean,
): Promise<void> {
  const content = powers.parse(state(room, 'm.room.power_levels') ?? {})
  await setState(room, 'm.room.power_levels', { ...content, events_default: readOnly ? 50 : 0 })
}

export function nameOf({ state }: Rooms, room: string): string {
  return z.object({ name: z.string() }).safeParse(state(room, 'm.room.name')).data?.name ?? ''
}
