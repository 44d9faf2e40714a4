import { type Clock, todayOf } from '../clock.ts'
import { AgentSchema } from '../directory/agent.entity.ts'
import { type Event, EventSchema } from '../events/event.entity.ts'
import { type EventReading, readingOf } from '../events/read.ts'
import { rightsQuery } from '../events/rights.ts'
import { viewFor } from '../events/view.ts'
import { factsOf } from '../kinds/facts-of.ts'
import { matches, prepareFacts } from '../query/evaluate.ts'
import { nothing } from '../query/tree.ts'
import type { Store } from '../store/store.ts'
import type { RoomPlace } from './find-room.ts'
import { roomScope } from './scope.ts'
import { scopeQuery } from './scope-query.ts'

/** What is new in an event takes a few lines of its card. */
export const entriesOnCard = 3

/**
 * An event as everybody in a room may read it: what its live card shows. Undefined when the room may not be shown it
 * (any more).
 */
export async function readForRoom(
  deps: { readonly store: Store; readonly clock: Clock },
  input: RoomPlace & { readonly eventId: number },
): Promise<EventReading | undefined> {
  const em = deps.store.read()
  const scope = await roomScope(em, input.provider, input.address)
  const rights =
    scope.type === 'direct'
      ? await em
          .findOne(AgentSchema, { id: scope.agentId }, { populate: ['structure'] })
          .then((agent) => (agent === null ? nothing : rightsQuery(agent)))
      : scopeQuery(scope)
  const maySee = (event: Event) => matches(rights, prepareFacts(factsOf(event)), todayOf(deps.clock))
  const event = await em.findOne(EventSchema, { id: input.eventId }, { populate: ['structure'] })
  if (event === null || !maySee(event)) return undefined
  const view = viewFor(event, { outside: scope.type === 'structure' && scope.outside })
  return readingOf(em, event, { view, mayKnow: maySee, entries: { page: 1, size: entriesOnCard } })
}
