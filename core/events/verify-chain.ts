import type { EntityManager } from '@mikro-orm/postgresql'
import { chainStart, hashOf } from './chain.ts'
import { EntrySchema } from './entry.entity.ts'
import type { Event } from './event.entity.ts'

export interface ChainCheck {
  readonly ok: boolean
  readonly entries: number
  /** Rank of the first entry that does not hold. */
  readonly brokenAt?: number
}

/** Recomputes the hash of every entry of an event, and compares the length and the end with the event's row. */
export async function verifyChain(em: EntityManager, event: Event): Promise<ChainCheck> {
  const entries = await em.find(EntrySchema, { eventId: event.id }, { orderBy: { rank: 'asc' } })
  let previousHash = chainStart
  for (const [index, entry] of entries.entries()) {
    const expected = hashOf({ ...entry, agentId: entry.agentId ?? null, number: event.number, previousHash })
    if (entry.rank !== index + 1 || entry.previousHash !== previousHash || entry.hash !== expected) {
      return { ok: false, entries: entries.length, brokenAt: entry.rank }
    }
    previousHash = entry.hash
  }
  if (entries.length !== event.entries || previousHash !== event.hash) {
    return { ok: false, entries: entries.length, brokenAt: entries.length + 1 }
  }
  return { ok: true, entries: entries.length }
}
