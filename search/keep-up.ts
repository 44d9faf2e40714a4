import type { EntityManager } from '@mikro-orm/postgresql'
import { EventSchema } from '#core/events/event.entity.ts'
import { eventFacts } from '#core/events/event-facts.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchDocument, SearchEngine } from './engine.ts'

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
  const facts = await eventFacts(em, events)
  return events.flatMap((event) => {
    const known = facts.get(event.id)
    if (known === undefined) return []
    return {
      eventId: event.id,
      // The journal grows with every change and every message; the event's own version only with its fields and state.
      version: event.entries,
      title: kindOf(event.kind).title(event.fields),
      updatedAt: event.updatedAt.toISOString(),
      facts: known,
    }
  })
}
