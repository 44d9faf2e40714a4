import { isDeepStrictEqual } from 'node:util'
import type { EntityManager } from '@mikro-orm/postgresql'
import { DocumentSchema } from '../documents/document.entity.ts'
import { chainStart, hashOf } from './chain.ts'
import { hashOfRecord, recordOf } from './chained-record.ts'
import { type Entry, EntrySchema } from './entry.entity.ts'
import type { Event } from './event.entity.ts'

export interface ChainCheck {
  readonly ok: boolean
  readonly entries: number
  /** Rank of the first entry that does not hold. */
  readonly brokenAt?: number
  /** What was changed while the journal itself holds: the record, or the list of its documents. */
  readonly altered?: 'record' | 'documents'
}

/**
 * Recomputes the hash of every entry of an event, compares the length and the end with the event's row, the row with what
 * the last entry says of it, and the documents with those that entries brought. All must be read at one instant: what is
 * written meanwhile would look like a fault (`Store.snapshot`).
 */
export async function verifyChain(em: EntityManager, event: Event): Promise<ChainCheck> {
  const entries = await em.find(EntrySchema, { eventId: event.id }, { orderBy: { rank: 'asc' } })
  const { length } = entries
  const brokenAt = brokenRank(event, entries)
  if (brokenAt !== undefined) return { ok: false, entries: length, brokenAt }
  const last = entries.at(-1)
  if (last !== undefined && !standsAs(event, last)) return { ok: false, entries: length, altered: 'record' }
  if (!(await holdsDocuments(em, event, entries))) return { ok: false, entries: length, altered: 'documents' }
  return { ok: true, entries: length }
}

function brokenRank(event: Event, entries: readonly Entry[]): number | undefined {
  let previousHash = chainStart
  let format = 1
  for (const [index, entry] of entries.entries()) {
    const { agentId, recordHash } = entry
    const expected = hashOf({
      ...entry,
      agentId: agentId ?? null,
      recordHash: recordHash ?? null,
      number: event.number,
      previousHash,
    })
    // A later entry in an earlier format would say nothing of the record.
    const follows = entry.rank === index + 1 && entry.previousHash === previousHash && entry.format >= format
    if (!follows || entry.hash !== expected) return entry.rank
    previousHash = entry.hash
    format = entry.format
  }
  return entries.length === event.entries && previousHash === event.hash ? undefined : entries.length + 1
}

/** Whether the documents are those that the entries brought. */
async function holdsDocuments(em: EntityManager, event: Event, entries: readonly Entry[]): Promise<boolean> {
  const found = await em.find(DocumentSchema, { eventId: event.id }, { orderBy: { id: 'asc' } })
  const kept = found.map(({ id, entryId, name, mediaType, size, sha256 }) => {
    return { id, entryId, name, mediaType, size, sha256 }
  })
  const brought = entries.flatMap((entry) =>
    (entry.body.documents ?? []).map((document) => ({ ...document, entryId: entry.id })),
  )
  return isDeepStrictEqual(
    kept,
    brought.sort((a, b) => a.id - b.id),
  )
}

/** Whether the record is as the last entry left it. The first format says nothing of it. */
function standsAs(event: Event, { recordHash, recordSalt }: Entry): boolean {
  return (recordHash ?? null) === null || recordHash === hashOfRecord(recordSalt ?? '', recordOf(event))
}
