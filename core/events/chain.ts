import { createHash } from 'node:crypto'
import { canonical } from '../canonical.ts'
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
  readonly previousHash: string
}

/** What the first entry of every event is chained to. */
export const chainStart = '0'.repeat(64)

/** SHA-256, in hex, over the canonical JSON (keys sorted, as RFC 8785 does) of the entry. */
export function hashOf(entry: ChainedEntry): string {
  const { number, rank, type, agentId, author, structureId, version, body, previousHash } = entry
  const said = {
    number,
    rank,
    type,
    at: entry.at.toISOString(),
    agentId,
    author,
    structureId,
    version,
    body,
    previousHash,
  }
  return createHash('sha256').update(canonical(said)).digest('hex')
}
