import { randomUUID } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { kindOf } from '../kinds/kinds.ts'
import { chainFormat, chainStart, hashOf } from './chain.ts'
import { hashOfRecord } from './chained-record.ts'
import type { EntryBody, EntryType } from './entry.entity.ts'
import type { EventState } from './event.entity.ts'
import type { LoadRecord } from './load-events.ts'
import { takeNumbers, writeNumber } from './number.ts'

export interface PastEvent extends LoadRecord {
  readonly structureId: number
}

const inserted = z.array(z.object({ id: z.number(), number: z.string() }))

/** Inserts events and their journals in two statements. @returns the new ids, in the order of the records */
export async function insertPast(
  em: EntityManager,
  records: readonly PastEvent[],
  author: string,
): Promise<number[]> {
  if (records.length === 0) return []
  const numbers = await numbersFor(em, records)
  const pasts = records.map((record, index) => pastOf(record, numbers[index] ?? '', author))
  const rows = inserted.parse(
    await em.execute(
      `insert into event (kind, number, state, version, fields, structure_id, created_at, published_at, updated_at, closed_at, entries, hash, origin, origin_fields)
       select kind, number, state, version, fields, structure_id, created_at, published_at, updated_at, closed_at, entries, hash, origin, origin_fields
       from json_to_recordset(?::json) as row(kind text, number text, state text, version int, fields jsonb, structure_id int,
         created_at timestamptz, published_at timestamptz, updated_at timestamptz, closed_at timestamptz, entries int, hash text, origin text, origin_fields jsonb)
       returning id, number`,
      [JSON.stringify(pasts.map((past) => past.event))],
    ),
  )
  const ids = new Map(rows.map((row) => [row.number, row.id]))
  const entries = pasts.flatMap((past) =>
    past.entries.map((entry) => ({ ...entry, event_id: ids.get(past.event.number) })),
  )
  await em.execute(
    `insert into entry (event_id, rank, type, at, author, structure_id, version, body, record_hash, record_salt, previous_hash, format, hash)
     select event_id, rank, type, at, author, structure_id, version, body, record_hash, record_salt, previous_hash, format, hash
     from json_to_recordset(?::json) as row(event_id int, rank int, type text, at timestamptz, author text, structure_id int,
       version int, body jsonb, record_hash text, record_salt text, previous_hash text, format int, hash text)`,
    [JSON.stringify(entries)],
  )
  return pasts.map((past) => ids.get(past.event.number) ?? 0)
}

/** One number each, of the series of the kind and the year of the record, in the records' order. */
async function numbersFor(em: EntityManager, records: readonly PastEvent[]): Promise<string[]> {
  const yearOf = (record: PastEvent) => Number(record.createdAt.slice(0, 4))
  const groups = Map.groupBy(records, (record) => `${kindOf(record.kind).series} ${yearOf(record)}`)
  const numbers = new Map<PastEvent, string>()
  // Sorted, so that two loads at once take the counters' locks in one order.
  for (const [, group] of [...groups].sort(([a], [b]) => a.localeCompare(b))) {
    const [first] = group
    if (first === undefined) continue
    const { series } = kindOf(first.kind)
    const last = await takeNumbers(em, series, yearOf(first), group.length)
    for (const [index, record] of group.entries()) {
      numbers.set(record, writeNumber(series, yearOf(first), last - group.length + 1 + index))
    }
  }
  return records.map((record) => numbers.get(record) ?? '')
}

/** The rows of one event: its journal as if it had been kept here, chained from the start. */
function pastOf(record: PastEvent, number: string, author: string) {
  const acts = actsOf(record, author)
  const publishedAt = record.publishedAt ?? record.createdAt
  const closedAt = record.closedAt ?? record.createdAt
  let previousHash = chainStart
  let version = 0
  let state: EventState = 'draft'
  const entries = acts.map(({ becomes, ...act }, index) => {
    if (becomes !== undefined) {
      version += 1
      state = becomes
    }
    const recordSalt = randomUUID()
    const entry = {
      number,
      rank: index + 1,
      ...act,
      agentId: null,
      structureId: record.structureId,
      version,
      recordHash: hashOfRecord(recordSalt, {
        number,
        kind: record.kind,
        state,
        version,
        fields: record.fields,
        structureId: record.structureId,
        createdAt: instantOf(record.createdAt),
        publishedAt: state === 'draft' ? null : instantOf(publishedAt),
        closedAt: state === 'closed' ? instantOf(closedAt) : null,
        origin: record.origin,
      }),
      previousHash,
      format: chainFormat,
    }
    const hash = hashOf(entry)
    const row = {
      rank: entry.rank,
      type: act.type,
      at: act.at.toISOString(),
      author: act.author,
      structure_id: record.structureId,
      version,
      body: act.body,
      record_hash: entry.recordHash,
      record_salt: recordSalt,
      previous_hash: previousHash,
      format: chainFormat,
      hash,
    }
    previousHash = hash
    return row
  })
  const event = {
    kind: record.kind,
    number,
    state: record.state,
    version,
    fields: record.fields,
    structure_id: record.structureId,
    created_at: record.createdAt,
    published_at: record.state === 'draft' ? null : publishedAt,
    updated_at: entries.at(-1)?.at ?? record.createdAt,
    closed_at: record.state === 'closed' ? closedAt : null,
    entries: entries.length,
    hash: previousHash,
    origin: record.origin,
    origin_fields: record.fields,
  }
  return { event, entries }
}

interface Act {
  readonly type: EntryType
  readonly at: Date
  readonly author: string
  readonly body: EntryBody
  /** The state that it brings the event to, in a new version; absent for what leaves the record as it is. */
  readonly becomes?: EventState
}

/** As the database gives it back. */
function instantOf(written: string): string {
  return new Date(written).toISOString()
}

function actsOf(record: PastEvent, author: string): Act[] {
  const { createdAt, publishedAt = createdAt, closedAt = publishedAt, origin } = record
  const opened: Act = {
    type: 'opened',
    at: new Date(createdAt),
    author,
    body: { origin },
    becomes: 'draft',
  }
  const posts = (record.posts ?? []).map(({ type, at, author: writer, text }): Act => {
    return { type, at: new Date(at), author: writer, body: { text } }
  })
  if (record.state === 'draft') return [opened]
  const published: Act = {
    type: 'published',
    at: new Date(publishedAt),
    author,
    body: {},
    becomes: 'open',
  }
  const closed: Act = { type: 'closed', at: new Date(closedAt), author, body: {}, becomes: 'closed' }
  const later = [...posts].sort((a, b) => a.at.getTime() - b.at.getTime())
  return [opened, published, ...later, ...(record.state === 'closed' ? [closed] : [])]
}
