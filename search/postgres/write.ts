import type pg from 'pg'
import type { SearchDocument } from '../engine.ts'
import { labelsBegin } from './excerpt.ts'
import { type IndexedText, indexText, keysVector } from './lexemes.ts'

/** Events a statement: large enough to make round trips nothing, small enough to keep the statement under some megabytes. */
const batch = 500

/** Writes the events, one statement a batch; rows that know a later version stay as they are. */
export async function writeDocuments(pool: pg.Pool, documents: readonly SearchDocument[]): Promise<void> {
  const latest = latestOfEach(documents)
  for (let at = 0; at < latest.length; at += batch) await writeBatch(pool, latest.slice(at, at + batch))
}

async function writeBatch(pool: pg.Pool, documents: readonly SearchDocument[]): Promise<void> {
  const rows = documents.map(rowOf)
  await pool.query(
    `with row as (
       select * from json_to_recordset($1::json) as row(event_id int, version int, keys text, numbers jsonb,
         stems text, words text, title text, body text, updated_at timestamptz)
     ), dictionary as (
       insert into search_word (word) select unnest($2::text[]) on conflict do nothing
     )
     insert into search_event (event_id, version, keys, numbers, stems, words, title, body, updated_at)
     select event_id, version, keys::tsvector, numbers, stems::tsvector, words::tsvector, title, body, updated_at from row
     on conflict (event_id) do update set version = excluded.version, keys = excluded.keys, numbers = excluded.numbers,
       stems = excluded.stems, words = excluded.words, title = excluded.title, body = excluded.body, updated_at = excluded.updated_at
     where search_event.version <= excluded.version`,
    [JSON.stringify(rows.map(({ dictionary: _, ...row }) => row)), dictionaryOf(rows)],
  )
}

function rowOf({ eventId, version, title, updatedAt, facts }: SearchDocument) {
  return {
    ...indexText(facts.text),
    event_id: eventId,
    version,
    keys: keysVector(facts.keys.map(storable)),
    numbers: facts.numbers,
    title: storable(title),
    body: storable(bodyOf(facts.text)),
    updated_at: updatedAt,
  }
}

/** Excerpts are cut from this: what people wrote, then labels, synonyms and the title, which read less well. */
function bodyOf(text: SearchDocument['facts']['text']): string {
  const lines = (...parts: string[]) =>
    parts
      .filter((part) => part !== '')
      .join('\n')
      .replaceAll(labelsBegin, ' ')
  return `${lines(text.B, text.D)}${labelsBegin}${lines(text.C, text.A)}`
}

/** PostgreSQL stores no NUL and no half of a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

/** Words that a typing mistake may be corrected to, sorted so that two writers lock them in one order. */
function dictionaryOf(texts: readonly Pick<IndexedText, 'dictionary'>[]): string[] {
  const words = new Set(texts.flatMap(({ dictionary }) => dictionary))
  return [...words].filter((word) => /^\p{L}{4,40}$/u.test(word)).sort()
}

/** The last version of each event, in the order of their ids, so that two writers cannot block each other. */
function latestOfEach(documents: readonly SearchDocument[]): SearchDocument[] {
  const latest = new Map<number, SearchDocument>()
  for (const document of documents) {
    const known = latest.get(document.eventId)
    if (known === undefined || known.version <= document.version) latest.set(document.eventId, document)
  }
  return [...latest.values()].sort((a, b) => a.eventId - b.eventId)
}
