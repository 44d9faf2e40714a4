import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { mailboxOf } from '../directory/structure.entity.ts'
import { type Entry, EntrySchema } from '../events/entry.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import type { Domain } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { addDeliverJobs } from './deliver-jobs.ts'
import { DeliverySchema } from './delivery.entity.ts'
import { stableId } from './delivery-id.ts'
import type { PlannedDelivery } from './plan.ts'
import { planFor } from './wishes.ts'

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
    const plan = await planFor(em, ctx, event, { type: entry.type, authorId: entry.agentId ?? undefined })
    const { domain } = kindOf(event.kind)
    const now = dateOf(ctx.clock.now())
    const rows = plan.deliveries.map((planned) => rowOf(entry, planned, { domain, createdAt: now }))
    const added = await insertNew(em, rows)
    await addDeliverJobs(
      em,
      rows.filter((row) => added.has(row.id) && row.pace.every === 'entry').map((row) => row.id),
    )
    return added.size
  })
}

function rowOf(
  entry: Entry,
  { recipient, channel, pace, dueAt, reasons }: PlannedDelivery,
  { domain, createdAt }: { domain: Domain; createdAt: Date },
) {
  const agentId = recipient.to === 'agent' ? recipient.agent.id : null
  const structureId = recipient.to === 'mailbox' ? recipient.structure.id : null
  return {
    id: stableId('delivery', entry.id, recipient.to, agentId ?? structureId ?? 0),
    entryId: entry.id,
    eventId: entry.eventId,
    agentId,
    structureId,
    channel,
    pace,
    reasons,
    state: 'waiting' as const,
    createdAt,
    dueAt: dateOf(dueAt),
    attempts: 0,
    address:
      recipient.to === 'agent' ? recipient.agent.email : (mailboxOf(recipient.structure, domain) ?? null),
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
