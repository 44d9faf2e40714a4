import type { EntityManager } from '@mikro-orm/postgresql'
import { type FieldChange, type OthersChange, Refusal } from '../refusal.ts'
import { type Entry, EntrySchema } from './entry.entity.ts'
import type { Event } from './event.entity.ts'

/** What was done that gave the event the versions after `seen`, oldest first. */
export async function savedSince(em: EntityManager, event: Event, seen: number): Promise<Entry[]> {
  if (seen >= event.version) return []
  const later = await em.find(
    EntrySchema,
    { eventId: event.id, version: { $gt: seen } },
    { orderBy: { rank: 'asc' } },
  )
  // A message carries the version that it was written about: the first entry of a version is the one that made it.
  const made = later.filter((entry, at) => entry.version !== later[at - 1]?.version)
  // What was taken back before anybody was told changed nothing.
  const undone = new Set(later.flatMap(({ body }) => (body.undone === true ? (body.of ?? []) : [])))
  return made.filter(({ rank, body }) => !undone.has(rank) && body.undone !== true)
}

/**
 * Refuses to save over a field that was changed since it was seen, and says who changed it, when. What was changed in
 * other fields stays: both changes hold. @throws Refusal version-conflict
 */
export function refuseStale(
  event: Event,
  seen: number,
  since: readonly Entry[],
  wished: readonly FieldChange[],
): void {
  const changes = decideConflict(since, wished)
  // A version that is yet to come was never seen: what it was to hold is not known.
  if (changes.length === 0 && seen <= event.version) return
  throw new Refusal('version-conflict', {
    number: event.number,
    expected: seen,
    actual: event.version,
    changes,
  })
}

/** Those of the changes since that are of a field which is to be changed now. */
export function decideConflict(
  since: readonly Pick<Entry, 'author' | 'at' | 'body'>[],
  wished: readonly Pick<FieldChange, 'field'>[],
): OthersChange[] {
  const fields = new Set(wished.map(({ field }) => field))
  return since.flatMap(({ author, at, body }) =>
    (body.changes ?? [])
      .filter(({ field }) => fields.has(field))
      .map((change) => ({ ...change, by: author, at: at.toISOString() })),
  )
}
