import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Entry, EntryType } from './entry.entity.ts'
import { type Changed, type PendingAct, PendingActSchema } from './pending-act.entity.ts'

/** Which acts may be taken back while nobody was told of them. */
export const undoable = {
  // Nobody is told of a draft: it is withdrawn, or left.
  opened: false,
  published: true,
  updated: true,
  closed: true,
  reopened: true,
  withdrawn: true,
  linked: true,
  message: true,
  note: true,
  'situation-report': true,
  document: true,
  // They follow what people do to their own messages, where they can do it again.
  correction: false,
  withdrawal: false,
  infected: false,
} as const satisfies Record<EntryType, boolean>

/** An act that may be taken back. */
export type UndoableType = {
  [T in EntryType]: (typeof undoable)[T] extends true ? T : never
}[EntryType]

export function isUndoable(type: EntryType): type is UndoableType {
  return undoable[type]
}

const transaction = z.tuple([z.object({ id: z.string() })])

/** Notes that the entry may be taken back for so many seconds, in the transaction that writes it. */
export async function notePending(
  em: EntityManager,
  ctx: Context,
  entry: Entry,
  options: { readonly seconds: number; readonly changed: Changed | undefined },
): Promise<void> {
  const now = ctx.clock.now()
  const agentId = entry.agentId ?? 0
  await em.nativeDelete(PendingActSchema, { agentId, leavesAt: { $lt: dateOf(now) } })
  const [{ id: act }] = transaction.parse(await em.execute('select pg_current_xact_id()::text as id'))
  em.create(PendingActSchema, {
    entryId: entry.id,
    eventId: entry.eventId,
    agentId,
    act,
    conversation: ctx.conversation ?? null,
    leavesAt: dateOf(now.add({ seconds: options.seconds })),
    changed: options.changed ?? null,
  })
  await em.flush()
}

/** What is to be taken back together with this entry, itself included; nothing once it left, or its time is over. */
export async function pendingWith(em: EntityManager, ctx: Context, entryId: number): Promise<PendingAct[]> {
  const own = await em.findOne(PendingActSchema, { entryId, leavesAt: { $gte: dateOf(ctx.clock.now()) } })
  return own === null
    ? []
    : em.find(PendingActSchema, { act: own.act }, { orderBy: { eventId: 'asc', entryId: 'asc' } })
}

/** @returns whether the act was still there to be taken: of those who take it at once, one is told so */
export async function takeAct(em: EntityManager, act: string): Promise<boolean> {
  return (await em.nativeDelete(PendingActSchema, { act })) > 0
}

/**
 * The entry is about to be told of, with the record as it stands: neither it nor what changed the record can be taken
 * back any more.
 */
export async function letLeave(
  em: EntityManager,
  { entryId, eventId }: { readonly entryId: number; readonly eventId: number },
): Promise<void> {
  await em.execute(
    `delete from pending_act where act in
       (select act from pending_act where entry_id = ? or event_id = ? and changed is not null)`,
    [entryId, eventId],
  )
}

const held = z.array(z.object({ id: z.int(), seconds: z.coerce.number() }))
/** Seconds after which nothing waits any more for changes that may be taken back: somebody may go on changing for long. */
const longestWait = 60

/**
 * Seconds until no change of these events can be taken back any more: what shows their records to others waits so long,
 * or it would show what its author may still take back.
 * @param own acts that are about to be told themselves
 */
async function heldChanges(
  em: EntityManager,
  { clock }: Pick<Context, 'clock'>,
  eventIds: readonly number[],
  own = '',
): Promise<ReadonlyMap<number, number>> {
  const now = dateOf(clock.now())
  const found = await em.execute(
    `select event_id as id, ceil(extract(epoch from max(leaves_at) - ?::timestamptz)) as seconds from pending_act
     where changed is not null and leaves_at > ?::timestamptz and act <> ?
       and event_id in (select jsonb_array_elements_text(?::jsonb)::int)
     group by event_id`,
    [now, now, own, JSON.stringify(eventIds)],
  )
  return new Map(held.parse(found).map(({ id, seconds }) => [id, seconds]))
}

/** Seconds that an entry waits to be told, for later changes that may still be taken back; 0: it may leave. */
export async function heldAfter(
  em: EntityManager,
  ctx: Pick<Context, 'clock'>,
  { entryId, eventId, at }: { readonly entryId: number; readonly eventId: number; readonly at: Date },
): Promise<number> {
  const own = await em.findOne(PendingActSchema, { entryId })
  const due = own?.leavesAt ?? at
  const longest = Math.max(longestWait, (2 * (due.getTime() - at.getTime())) / 1000)
  const late = (ctx.clock.now().epochMilliseconds - due.getTime()) / 1000
  return late > longest ? 0 : ((await heldChanges(em, ctx, [eventId], own?.act)).get(eventId) ?? 0)
}

/** Which of these deliveries wait for changes that may still be taken back, and for how many seconds. */
export async function heldDeliveries<T extends { readonly eventId: number; readonly createdAt: Date }>(
  em: EntityManager,
  ctx: Pick<Context, 'clock'>,
  deliveries: readonly T[],
): Promise<{ readonly waiting: readonly T[]; readonly seconds: number }> {
  const now = ctx.clock.now().epochMilliseconds
  const young = deliveries.filter(({ createdAt }) => now - createdAt.getTime() <= longestWait * 1000)
  const found = await heldChanges(em, ctx, [...new Set(young.map(({ eventId }) => eventId))])
  return {
    waiting: young.filter(({ eventId }) => found.has(eventId)),
    seconds: Math.max(0, ...found.values()),
  }
}

/** People are about to be told of these events as they stand: what changed the records can be taken back no more. */
export async function letChangesLeave(em: EntityManager, eventIds: readonly number[]): Promise<void> {
  if (eventIds.length === 0) return
  await em.execute(
    `delete from pending_act where act in (select act from pending_act where changed is not null
       and event_id in (select jsonb_array_elements_text(?::jsonb)::int))`,
    [JSON.stringify(eventIds)],
  )
}
