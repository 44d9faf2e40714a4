import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type Entry, EntrySchema } from './entry.entity.ts'
import { type Event, EventSchema } from './event.entity.ts'
import { lockEvent } from './load.ts'
import { type Amendments, amendmentsAmong } from './present.ts'

/** A message of a conversation: `matrix` and the id that its server gave it. */
export interface Source {
  readonly provider: string
  readonly messageId: string
}

/** An entry that a message became, with what was said of it since. */
export interface ConsignedPlace {
  readonly event: Event
  readonly entry: Entry
  readonly amendments: Amendments
}

const rowsOf = z.array(z.object({ event_id: z.int(), entry_id: z.int() }))

export async function rememberConsigned(em: EntityManager, source: Source, entry: Entry): Promise<void> {
  await em.execute('insert into consigned (provider, message_id, event_id, entry_id) values (?, ?, ?, ?)', [
    source.provider,
    source.messageId,
    entry.eventId,
    entry.id,
  ])
}

/** The entry that the message became in this event. */
export async function findConsigned(
  em: EntityManager,
  source: Source,
  eventId: number,
): Promise<Entry | undefined> {
  const row = (await consignedRows(em, source)).find(({ event_id }) => event_id === eventId)
  return row === undefined ? undefined : em.findOneOrFail(EntrySchema, { id: row.entry_id })
}

/** Every entry that the message became, its event locked; always in one order, so that two edits never wait for each other. */
export async function lockConsigned(em: EntityManager, source: Source): Promise<ConsignedPlace[]> {
  const places: ConsignedPlace[] = []
  for (const { event_id, entry_id } of await consignedRows(em, source)) {
    const event = await em.findOneOrFail(EventSchema, { id: event_id }, { populate: ['structure'] })
    await lockEvent(em, event)
    const entry = await em.findOneOrFail(EntrySchema, { id: entry_id })
    const later = await em.find(EntrySchema, { eventId: event_id, rank: { $gt: entry.rank } })
    const amendments = amendmentsAmong(later.filter(({ body }) => body.of === entry.rank))
    places.push({ event, entry, amendments })
  }
  return places
}

async function consignedRows(em: EntityManager, { provider, messageId }: Source) {
  const rows = await em.execute(
    'select event_id, entry_id from consigned where provider = ? and message_id = ? order by event_id',
    [provider, messageId],
  )
  return rowsOf.parse(rows)
}
