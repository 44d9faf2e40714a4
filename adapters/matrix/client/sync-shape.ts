import { z } from 'zod'
import { isPlain, matrixId } from './matrix-id.ts'

/** An event as the server gives it. The rest of it is kept for the SDK. */
export const rawEvent = z.looseObject({
  event_id: matrixId,
  type: z.string(),
  sender: matrixId,
  origin_server_ts: z.number(),
  content: z.record(z.string(), z.unknown()),
  state_key: z.string().optional(),
  redacts: matrixId.optional().catch(undefined),
  unsigned: z
    .looseObject({
      transaction_id: z.string().optional().catch(undefined),
      prev_content: z.unknown(),
    })
    .optional()
    .catch(undefined),
})
export type RawEvent = z.output<typeof rawEvent>

const events = z.array(z.unknown())
const timeline = z.object({
  events: events.catch([]),
  limited: z.boolean().optional().catch(undefined),
  prev_batch: z.string().nullish(),
})
export type Timeline = z.output<typeof timeline>

/** What of a sync is looked at here; the SDK reads the rest. */
export const syncShape = z.object({
  rooms: z
    .object({
      join: z
        .record(
          z.string(),
          z.object({ timeline: timeline.optional(), ephemeral: z.object({ events }).optional() }),
        )
        .optional(),
      leave: z.record(z.string(), z.object({ timeline: timeline.optional() })).optional(),
      invite: z.record(z.string(), z.object({ invite_state: z.object({ events }).optional() })).optional(),
    })
    .optional(),
})
export type SyncShape = z.output<typeof syncShape>

const inviteEvent = z.object({
  type: z.literal('m.room.member'),
  state_key: z.string(),
  sender: matrixId,
  content: z.object({ membership: z.literal('invite'), is_direct: z.boolean().optional().catch(undefined) }),
})
const createEvent = z.object({
  type: z.literal('m.room.create'),
  content: z.object({ predecessor: z.object({ room_id: matrixId }) }),
})

/** Who invites the bot; undefined when the state does not say. */
export function inviteOf(
  state: readonly unknown[],
  me: string,
): { by: string; direct: boolean; replaces?: string } | undefined {
  const predecessor = state
    .map((event) => createEvent.safeParse(event).data)
    .find((event) => event !== undefined)
  for (const event of state) {
    const read = inviteEvent.safeParse(event)
    if (!read.success || read.data.state_key !== me) continue
    return {
      by: read.data.sender,
      direct: read.data.content.is_direct === true,
      ...(predecessor === undefined ? {} : { replaces: predecessor.content.predecessor.room_id }),
    }
  }
  return undefined
}

/** Events that are well-formed; others cannot be acted on. */
export function readEvents(list: readonly unknown[]): RawEvent[] {
  return list.flatMap((event) => {
    const read = rawEvent.safeParse(event)
    return read.success ? [read.data] : []
  })
}

const readReceipts = z.record(
  z.string(),
  z.object({
    'm.read': z
      .record(z.string(), z.object({ ts: z.number().optional(), thread_id: z.string().optional() }))
      .optional(),
  }),
)
const receiptEvent = z.object({ type: z.literal('m.receipt'), content: readReceipts })

/** Public read receipts, of others than the bot. */
export function receiptsOf(
  ephemeral: readonly unknown[],
  me: string,
): { eventId: string; user: string; at: number; thread?: string }[] {
  return ephemeral.flatMap((event) => {
    const read = receiptEvent.safeParse(event)
    if (!read.success) return []
    return Object.entries(read.data.content).flatMap(([eventId, kinds]) =>
      Object.entries(kinds['m.read'] ?? {})
        .filter(([user]) => user !== me && isPlain(user) && isPlain(eventId))
        .map(([user, { ts, thread_id }]) => ({
          eventId,
          user,
          at: ts ?? 0,
          ...(thread_id === undefined || thread_id === 'main' ? {} : { thread: thread_id }),
        })),
    )
  })
}
