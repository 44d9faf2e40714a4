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

/** People are about to be told of these events as they stand: what changed the records can be taken back no more. */
export async function letChangesLeave(em: EntityManager, eventIds: readonly number[]): Promise<void> {
  if (eventIds.length === 0) return
  await em.execute(
    `delete from pending_act where act in (select act from pending_act where changed is not null
       and event_id in (select jsonb_array_elements_text(?::jsonb)::int))`,
    [JSON.stringify(eventIds)],
  )
}
