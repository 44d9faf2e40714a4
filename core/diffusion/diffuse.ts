import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { type Entry, EntrySchema } from '../events/entry.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { addDeliverJobs } from './deliver-jobs.ts'
import { DeliverySchema } from './delivery.entity.ts'
import { stableId } from './delivery-id.ts'
import type { PlannedDelivery, Recipient } from './plan.ts'
import { planOfEntry } from './told.ts'

/**
 * Decides who is told about an entry, and writes the deliveries with the jobs that send them, in one transaction.
 * Run again after a crash, it writes nothing twice: ids are derived from the entry and the recipient.
 * @returns how many deliveries are new
 */
export async function diffuseEntry(ctx: Context, input: { entryId: number }): Promise<number> {
  return ctx.store.transaction(async (em) => {
    const entry = await em.findOneOrFail(EntrySchema, { id: input.entryId })
    const event = await em.findOneOrFail(EventSchema, { id: entry.eventId }, { populate: ['structure'] })
    if (event.state === 'draft') return 0
    const plan = await planOfEntry(em, ctx, event, entry)
    const now = dateOf(ctx.clock.now())
    const rows = plan.deliveries.map((planned) => rowOf(entry, planned, now))
    const added = await insertNew(em, rows)
    await addDeliverJobs(
      em,
      rows.filter((row) => added.has(row.id) && row.pace.every === 'entry'),
    )
    return added.size
  })
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
