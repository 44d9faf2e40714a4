import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { type Entry, EntrySchema } from '../events/entry.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { lockEvent } from '../events/load.ts'
import { letLeave } from '../events/pending.ts'
import { takeTurns } from '../store/take-turns.ts'
import { addDeliverJobs } from './deliver-jobs.ts'
import { DeliverySchema } from './delivery.entity.ts'
import { stableId } from './delivery-id.ts'
import type { PlannedDelivery, Recipient } from './plan.ts'
import { planOfEntry } from './told.ts'

/**
 * Decides who is told about an entry, and writes the deliveries with the jobs that send them, in one transaction.
 * Run again after a crash, it writes nothing twice: ids are derived from the entry and the recipient. What was taken back
 * before is told to nobody.
 * @returns how many deliveries are new
 */
export async function diffuseEntry(ctx: Context, input: { entryId: number }): Promise<number> {
  if (!(await mayLeave(ctx, input.entryId))) return 0
  return ctx.store.transaction(async (em) => {
    const entry = await em.findOneOrFail(EntrySchema, { id: input.entryId })
    // One entry of an event at a time, so that whom the event concerns no more is told so once. Acts do not wait for it.
    await takeTurns(em, `diffuse ${entry.eventId}`)
    const event = await em.findOneOrFail(EventSchema, { id: entry.eventId }, { populate: ['structure'] })
    const now = dateOf(ctx.clock.now())
    if (entry.type === 'withdrawn') await keepFromDigests(em, entry, now)
    const plan = await planOfEntry(em, ctx, event, entry)
    const rows = plan.deliveries.map((planned) => rowOf(entry, planned, now))
    const added = await insertNew(em, rows)
    await addDeliverJobs(
      em,
      rows.filter((row) => added.has(row.id) && row.pace.every === 'entry'),
    )
    return added.size
  })
}

/**
 * Decides, under the lock of the event, between telling the entry and taking it back: whichever comes first. Short, so
 * that an act on the event never waits for the matching.
 */
async function mayLeave(ctx: Context, entryId: number): Promise<boolean> {
  return ctx.store.transaction(async (em) => {
    const { eventId, rank } = await em.findOneOrFail(EntrySchema, { id: entryId })
    await lockEvent(em, await em.findOneOrFail(EventSchema, { id: eventId }))
    const later = await em.find(EntrySchema, { eventId, rank: { $gt: rank }, type: 'withdrawal' })
    if (later.some(({ body }) => body.undone === true && body.of === rank)) return false
    await letLeave(em, { entryId, eventId })
    return true
  })
}

/** What waits for a digest that is not being made yet is not told at all: nobody need learn that it was a mistake. */
async function keepFromDigests(em: EntityManager, { eventId, rank }: Entry, now: Date): Promise<void> {
  await em.execute(
    `update delivery set state = 'refused', outcome = 'withdrawn', ended_at = ?, facts = facts + 1
     from entry where entry.id = delivery.entry_id and entry.rank < ? and delivery.event_id = ?
       and delivery.state = 'waiting' and delivery.digest_id is null and delivery.pace ->> 'every' <> 'entry'`,
    [now, rank, eventId],
  )
}

function rowOf(
  entry: Entry,
  { recipient, channel, address, pace, dueAt, reasons }: PlannedDelivery,
  createdAt: Date,
) {
  const { id, ...columns } = namedBy(recipient)
  return {
    id: stableId('delivery', entry.id, recipient.to, id),
    entryId: entry.id,
    eventId: entry.eventId,
    ...columns,
    channel,
    pace,
    reasons,
    state: 'waiting' as const,
    createdAt,
    dueAt: dateOf(dueAt),
    attempts: 0,
    address,
  }
}

function namedBy(recipient: Recipient) {
  const nobody = { agentId: null, structureId: null, roomId: null }
  switch (recipient.to) {
    case 'agent':
      return { ...nobody, id: recipient.agent.id, agentId: recipient.agent.id }
    case 'mailbox':
      return { ...nobody, id: recipient.structure.id, structureId: recipient.structure.id }
    case 'room':
      return { ...nobody, id: recipient.scope.room.id, roomId: recipient.scope.room.id }
  }
}

/** One statement for any number of rows; those that are there already stay as they are. */
async function insertNew(em: EntityManager, rows: readonly ReturnType<typeof rowOf>[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const known = await em.find(DeliverySchema, { id: { $in: rows.map((row) => row.id) } }, { fields: ['id'] })
  const old = new Set(known.map((row) => row.id))
  const fresh = rows.filter((row) => !old.has(row.id))
  if (fresh.length > 0) await em.insertMany(DeliverySchema, fresh)
  return new Set(fresh.map((row) => row.id))
}
