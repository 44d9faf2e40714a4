import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { factsOf } from '../kinds/facts-of.ts'
import type { Facts } from '../query/facts.ts'
import { type EntryType, postTypes } from './entry.entity.ts'
import type { Event } from './event.entity.ts'

/** Letters of an event's journal that can be asked for, its newest entries first. */
const longestJournal = 20_000

const written: readonly EntryType[] = postTypes
const journalRows = z.array(z.strictObject({ event_id: z.int(), journal: z.string() }))

/**
 * The facts of events with the texts of their journals: what search stores and what subscriptions are matched against,
 * so that a subscription and a search of the same words find the same events.
 */
export async function eventFacts(em: EntityManager, events: readonly Event[]): Promise<Map<number, Facts>> {
  if (events.length === 0) return new Map()
  const ids = events.map((event) => event.id)
  const rows = await em.execute(
    `select event_id, left(string_agg(concat_ws(E'\\n', body->>'title', body->>'text'), E'\\n' order by rank desc), ?) as journal
     from entry where event_id in (${ids.map(() => '?').join(', ')}) and type in (${written.map(() => '?').join(', ')})
     group by event_id`,
    [longestJournal, ...ids, ...written],
  )
  const journals = new Map(journalRows.parse(rows).map(({ event_id, journal }) => [event_id, journal]))
  return new Map(
    events.map((event) => [event.id, factsOf({ ...sourceOf(event), journal: journals.get(event.id) ?? '' })]),
  )
}

/** Only what facts are made of: spreading an entity would bring its bookkeeping along. */
function sourceOf({ kind, number, state, structure, fields, createdAt, publishedAt, updatedAt }: Event) {
  return { kind, number, state, structure, fields, createdAt, publishedAt, updatedAt }
}
