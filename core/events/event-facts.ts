import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { factsOf } from '../kinds/facts-of.ts'
import type { Facts } from '../query/facts.ts'
import { type EntryType, postTypes } from './entry.entity.ts'
import type { Event } from './event.entity.ts'

/** Letters of an event's journal that can be asked for, its newest entries first. */
const longestJournal = 20_000

const written: readonly EntryType[] = [...postTypes, 'document']
const journalRows = z.array(z.strictObject({ event_id: z.int(), journal: z.string() }))

const documentNames = `
  select string_agg(document ->> 'name', E'\\n') from jsonb_array_elements(body -> 'documents') as document`

/** What an entry says as it is shown: corrected, without what was withdrawn, with the names of its documents. */
const shownText = `
  select event_id, rank,
    concat_ws(E'\\n', body ->> 'title', coalesce(correction.text, body ->> 'text'), (${documentNames})) as text
  from entry
  left join lateral (
    select later.body ->> 'text' as text from entry as later
    where later.event_id = entry.event_id and later.type = 'correction' and (later.body ->> 'of')::int = entry.rank
    order by later.rank desc limit 1) as correction on true
  where not exists (
    select from entry as later
    where later.event_id = entry.event_id and later.type = 'withdrawal' and (later.body ->> 'of')::int = entry.rank)`

/**
 * The facts of events with the texts of their journals: what search stores and what subscriptions are matched against,
 * so that a subscription and a search of the same words find the same events.
 */
export async function eventFacts(em: EntityManager, events: readonly Event[]): Promise<Map<number, Facts>> {
  if (events.length === 0) return new Map()
  const ids = events.map((event) => event.id)
  const rows = await em.execute(
    `select event_id, left(string_agg(text, E'\\n' order by rank desc), ?) as journal
     from (${shownText} and event_id in (${marks(ids)}) and type in (${marks(written)})) as said
     group by event_id`,
    [longestJournal, ...ids, ...written],
  )
  const journals = new Map(journalRows.parse(rows).map(({ event_id, journal }) => [event_id, journal]))
  return new Map(
    events.map((event) => [event.id, factsOf({ ...sourceOf(event), journal: journals.get(event.id) ?? '' })]),
  )
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}

/** Only what facts are made of: spreading an entity would bring its bookkeeping along. */
function sourceOf({ kind, number, state, structure, fields, createdAt, publishedAt, updatedAt }: Event) {
  return { kind, number, state, structure, fields, createdAt, publishedAt, updatedAt }
}
