import { canonical, sha256 } from '../canonical.ts'
import type { EntryBody, EntryType } from './entry.entity.ts'

/** What the hash of an entry covers: all that it says, and the hash of the entry before it. */
export interface ChainedEntry {
  readonly number: string
  readonly rank: number
  readonly type: EntryType
  readonly at: Date
  readonly agentId: number | null
  readonly author: string
  readonly structureId: number
  readonly version: number
  readonly body: EntryBody
  /** Of the event as it stands once the entry is written (chained-record.ts); null in the first format. */
  readonly recordHash: string | null
  readonly previousHash: string
  /**
   * 1: the first, which stays verifiable. 2: over the hash of the body, so that a proof can do without words that were
   * withdrawn, and over the record.
   */
  readonly format: number
}

/** What the first entry of every event is chained to. */
export const chainStart = '0'.repeat(64)

/** How new entries are hashed. */
export const chainFormat = 2

/** SHA-256, in hex, over the canonical JSON of the entry. A format that nobody knows hashes to nothing that is kept. */
export function hashOf(entry: ChainedEntry): string {
  const {
    number,
    rank,
    type,
    agentId,
    author,
    structureId,
    version,
    body,
    recordHash,
    previousHash,
    format,
  } = entry
  const said = {
    number,
    rank,
    type,
    at: entry.at.toISOString(),
    agentId,
    author,
    structureId,
    version,
    previousHash,
  }
  if (format === 1) return sha256(canonical({ ...said, body }))
  return format === 2
    ? sha256(canonical({ ...said, format, recordHash, bodyHash: sha256(canonical(body)) }))
    : ''
}
