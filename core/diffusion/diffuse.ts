import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { type Entry, EntrySchema } from '../events/entry.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { lockEvent } from '../events/load.ts'
import { heldAfter, letLeave } from '../events/pending.ts'
import { addJob } from '../store/jobs.ts'
import { takeTurns } from '../store/take-turns.ts'
import { addDeliverJobs } from './deliver-jobs.ts'
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
  if ((await letIt(ctx, input.entryId)) !== 'leave') return 0
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
 * Decides, under the lock of the event, between telling the entry and taking it back: whichever comes first. It waits for
 * changes after it that may still be taken back, for it would tell them too. Short, so that an act on the event never
 * waits for the matching.
 */
async function letIt(ctx: Context, entryId: number): Promise<'leave' | 'wait' | 'go-no-more'> {
  return ctx.store.transaction(async (em) => {
    const { eventId, rank, at } = await em.findOneOrFail(EntrySchema, { id: entryId })
    await lockEvent(em, await em.findOneOrFail(EventSchema, { id: eventId }))
    const later = await em.find(EntrySchema, { eventId, rank: { $gt: rank }, type: 'withdrawal' })
    if (later.some(({ body }) => body.undone === true && body.of === rank)) return 'go-no-more'
    const wait = await heldAfter(em, ctx, { entryId, eventId, at })
    if (wait > 0) {
      await addJob(em, 'diffuse', { entryId }, { key: `diffuse:${entryId}`, priority: -1, delay: wait })
      return 'wait'
    }
    await letLeave(em, { entryId, eventId })
    return 'leave'
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

/** As the table has it. */
function rowOf(
  entry: Entry,
  { recipient, channel, address, pace, dueAt, reasons }: PlannedDelivery,
  createdAt: Date,
) {
  const { id, ...whose } = namedBy(recipient)
  return {
    id: stableId('delivery', entry.id, recipient.to, id),
    entry_id: entry.id,
    event_id: entry.eventId,
    ...whose,
    channel,
    pace,
    reasons,
    state: 'waiting' as const,
    created_at: createdAt,
    due_at: dateOf(dueAt),
    attempts: 0,
    address,
  }
}

type Row = ReturnType<typeof rowOf>

function namedBy(recipient: Recipient) {
  const nobody = { agent_id: null, structure_id: null, room_id: null }
  switch (recipient.to) {
    case 'agent':
      return { ...nobody, id: recipient.agent.id, agent_id: recipient.agent.id }
    case 'mailbox':
      return { ...nobody, id: recipient.structure.id, structure_id: recipient.structure.id }
    case 'room':
      return { ...nobody, id: recipient.scope.room.id, room_id: recipient.scope.room.id }
  }
}

/** Rows a statement: enough to be fast, few enough to be small. */
const atATime = 1000
const columns =
  'id, entry_id, event_id, agent_id, structure_id, room_id, channel, pace, reasons, state, created_at, due_at, attempts, address'
const ids = z.array(z.object({ id: z.string() }))

/** Those that are there already stay as they are. @returns the ids of the new ones */
async function insertNew(em: EntityManager, rows: readonly Row[]): Promise<Set<string>> {
  const added = new Set<string>()
  for (let from = 0; from < rows.length; from += atATime) {
    const found = await em.execute(
      `insert into delivery (${columns}) select ${columns} from json_populate_recordset(null::delivery, ?::json)
       on conflict (id) do nothing returning id`,
      [JSON.stringify(rows.slice(from, from + atATime))],
    )
    for (const { id } of ids.parse(found)) added.add(id)
  }
  return added
}
