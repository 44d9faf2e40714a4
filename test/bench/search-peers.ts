import type pg from 'pg'
import { fold } from '#core/query/words.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchDocument } from '#search/engine.ts'

/** What a peer is asked: the words as they were written, and the same filter and rights in its own terms. */
export interface PeerQuestion {
  readonly words: readonly string[]
  /** Keys that the event must have. */
  readonly keys: readonly string[]
  /** Day number of the first day wanted. */
  readonly from: number | undefined
  /** Of the agent: his structure's drafts are his to see. */
  readonly structure: string
}

export interface Peer {
  readonly name: string
  find(question: PeerQuestion): Promise<number>
}

/** The same events in a table as one would write it first: an array of keys, and PostgreSQL's own French vector. */
export async function fillPeers(
  { pool }: Store,
  batches: AsyncIterable<readonly SearchDocument[]>,
): Promise<readonly Peer[]> {
  await pool.query(`
    create table peer_event (event_id int primary key, keys text[] not null, day int, updated_at timestamptz not null,
      body text not null, vector tsvector generated always as (to_tsvector('french', body)) stored)`)
  for await (const documents of batches)
    await pool.query(
      `insert into peer_event (event_id, keys, day, updated_at, body)
       select * from json_to_recordset($1::json) as row(event_id int, keys text[], day int, updated_at timestamptz, body text)`,
      [JSON.stringify(documents.map(peerRow))],
    )
  await pool.query(`
    create index on peer_event using gin (vector); create index on peer_event using gin (keys);
    create index on peer_event (updated_at desc)`)
  await pool.query('vacuum analyze peer_event')
  return [
    { name: 'to_tsvector french + ts_rank', find: (question) => ask(pool, question, fullText) },
    { name: 'ILIKE %word%', find: (question) => ask(pool, question, contains) },
  ]
}

function peerRow({ eventId, updatedAt, facts }: SearchDocument) {
  return {
    event_id: eventId,
    keys: facts.keys,
    day: facts.numbers.date?.[0] ?? null,
    updated_at: updatedAt,
    // PostgreSQL's parser takes French spaces and apostrophes for letters; folded text does the peers more than justice.
    body: fold(Object.values(facts.text).join('\n')),
  }
}

/** The words as a condition and an order; `values` follow the three of the filter. */
interface Wording {
  readonly condition: string
  readonly order: string
  readonly values: readonly string[]
}

const newestFirst: Wording = { condition: 'true', order: 'updated_at desc', values: [] }

function fullText({ words }: PeerQuestion): Wording {
  if (words.length === 0) return newestFirst
  const query = `websearch_to_tsquery('french', $4)`
  return {
    condition: `vector @@ ${query}`,
    order: `ts_rank(vector, ${query}) desc`,
    values: [words.join(' ')],
  }
}

function contains({ words }: PeerQuestion): Wording {
  if (words.length === 0) return newestFirst
  return {
    condition: words.map((_, index) => `body ilike $${index + 4}`).join(' and '),
    order: 'updated_at desc',
    values: words.map((word) => `%${word}%`),
  }
}

async function ask(
  pool: pg.Pool,
  question: PeerQuestion,
  wording: (question: PeerQuestion) => Wording,
): Promise<number> {
  const { condition, order, values } = wording(question)
  const { rowCount } = await pool.query(
    `select event_id, left(body, 200), count(*) over () from peer_event
     where ${condition} and keys @> $1 and day >= $2
       and keys @> array['domaine:food'] and (not keys @> array['etat:draft'] or keys @> array[$3::text])
     order by ${order}, event_id limit 10`,
    [question.keys, question.from ?? 0, `structure:${question.structure}`, ...values],
  )
  return rowCount ?? 0
}
