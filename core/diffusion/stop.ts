import type { Clock } from '../clock.ts'
import { EventSchema } from '../events/event.entity.ts'
import { queryInWords } from '../kinds/query-in-words.ts'
import type { Store } from '../store/store.ts'
import { FollowSchema } from './follow.entity.ts'
import type { Reason } from './reason.ts'
import type { StopTarget } from './stop-link.ts'
import { SubscriptionSchema } from './subscription.entity.ts'

/**
 * What the link stops, to be confirmed or told again; and whether it was stopped before, so that a click that is repeated
 * ends well. Undefined when there never was such a thing.
 */
export async function describeStop(
  store: Store,
  target: StopTarget,
): Promise<{ readonly reason: Reason; readonly number?: string; readonly already: boolean } | undefined> {
  const em = store.read()
  if (target.type === 'subscription') {
    const found = await em.findOne(SubscriptionSchema, { id: target.id, agentId: target.agentId })
    return found === null
      ? undefined
      : {
          reason: { type: 'subscription', id: found.id, query: queryInWords(found.query) },
          already: (found.endedAt ?? null) !== null,
        }
  }
  const event = await em.findOne(EventSchema, { id: target.eventId })
  if (event === null) return undefined
  const follows = await em.count(FollowSchema, { agentId: target.agentId, eventId: target.eventId })
  return { reason: { type: 'follow' }, number: event.number, already: follows === 0 }
}

/** Stops it. @returns false when it was stopped before */
export async function stopReason(store: Store, clock: Clock, target: StopTarget): Promise<boolean> {
  return store.transaction(async (em) => {
    const { agentId } = target
    const gone =
      target.type === 'follow'
        ? await em.nativeDelete(FollowSchema, { agentId, eventId: target.eventId })
        : await em.nativeUpdate(
            SubscriptionSchema,
            { id: target.id, agentId, endedAt: null },
            { endedAt: new Date(clock.now().epochMilliseconds) },
          )
    return gone > 0
  })
}
