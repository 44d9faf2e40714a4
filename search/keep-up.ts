import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type EntryType, postTypes } from '#core/events/entry.entity.ts'
import { type Event, EventSchema } from '#core/events/event.entity.ts'
import { factsOf } from '#core/kinds/facts-of.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchDocument, SearchEngine } from './engine.ts'

/** Letters of an event's journal that are searched, its newest entries first. */
const longestJournal = 20_000

/** Brings the engine up to date with these events. Ids of none are passed over. */
export async function indexEvents(
  store: Store,
  engine: SearchEngine,
  eventIds: readonly number[],
): Promise<void> {
  await engine.put(await searchDocuments(store.read(), eventIds))
}

/**
 * What the engine is told of these events. The event is read before its journal: a document may then hold an entry
 * more than its version says, never one less.
 */
export async function searchDocuments(
  em: EntityManager,
  eventIds: readonly number[],
): Promise<SearchDocument[]> {
  const events = await em.find(EventSchema, { id: { $in: [...eventIds] } }, { populate: ['structure'] })
  const journals = await readJournals(
    em,
    events.map(({ id }) => id),
  )
  return events.map((event) => documentOf(event, journals.get(event.id) ?? ''))
}

function documentOf(event: Event, journal: string): SearchDocument {
  return {
    eventId: event.id,
    // The journal grows with every change and every message; the event's own version only with its fields and state.
    version: event.entries,
    title: kindOf(event.kind).title(event.fields),
    updatedAt: event.updatedAt.toISOString(),
    facts: factsOf({ ...sourceOf(event), journal }),
  }
}

function sourceOf({ kind, number, state, structure, fields, createdAt, publishedAt, updatedAt }: Event) {
  return { kind, number, state, structure, fields, createdAt, publishedAt, updatedAt }
}

const journalRows = z.array(z.strictObject({ event_id: z.int(), journal: z.string() }))
const written: readonly EntryType[] = postTypes

async function readJournals(em: EntityManager, eventIds: readonly number[]): Promise<Map<number, string>> {
  if (eventIds.length === 0) return new Map()
  const rows = await em.execute(
    `select event_id, left(string_agg(concat_ws(E'\\n', body->>'title', body->>'text'), E'\\n' order by rank desc), ?) as journal
     from entry where event_id in (${eventIds.map(() => '?').join(', ')}) and type in (${written.map(() => '?').join(', ')})
     group by event_id`,
    [longestJournal, ...eventIds, ...written],
  )
  return new Map(journalRows.parse(rows).map(({ event_id, journal }) => [event_id, journal]))
}
