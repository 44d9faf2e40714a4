import type { EntityManager } from '@mikro-orm/postgresql'
import { Refusal } from '../refusal.ts'
import { EntrySchema } from './entry.entity.ts'
import type { Event } from './event.entity.ts'

/** Refuses to save over what another did since `expected`, and says what he changed. @throws Refusal version-conflict */
export async function refuseStale(em: EntityManager, event: Event, expected: number): Promise<void> {
  if (event.version === expected) return
  const since = await em.find(
    EntrySchema,
    { eventId: event.id, version: { $gt: expected } },
    { orderBy: { rank: 'asc' } },
  )
  throw new Refusal('version-conflict', {
    number: event.number,
    expected,
    actual: event.version,
    by: [...new Set(since.map((entry) => entry.author))].join(', '),
    changes: since.flatMap((entry) => entry.body.changes ?? []),
  })
}
