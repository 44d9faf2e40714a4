import type { Clock } from '../clock.ts'
import { EventSchema } from '../events/event.entity.ts'
import { queryInWords } from '../kinds/query-in-words.ts'
import type { Store } from '../store/store.ts'
import { FollowSchema } from './follow.entity.ts'
import type { Reason } from './reason.ts'
import type { StopTarget } from './stop-link.ts'
import { type Subscription, SubscriptionSchema } from './subscription.entity.ts'

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
    if (found === null) return undefined
    const [live] = await em.find(SubscriptionSchema, liveAgain(found))
    return {
      reason: { type: 'subscription', id: (live ?? found).id, query: queryInWords(found.query) },
      already: live === undefined,
    }
  }
  const event = await em.findOne(EventSchema, { id: target.eventId })
  if (event === null) return undefined
  const follows = await em.count(FollowSchema, { agentId: target.agentId, eventId: target.eventId })
  return { reason: { type: 'follow' }, number: event.number, already: follows === 0 }
}

/** An old mail still stops what it is about when that was ended and taken up again under another number. */
function liveAgain({ agentId, query }: Subscription) {
  return { agentId, query, endedAt: null }
}

/** Stops it. @returns false when it was stopped before */
export async function stopReason(store: Store, clock: Clock, target: StopTarget): Promise<boolean> {
  return store.transaction(async (em) => {
    const { agentId } = target
    if (target.type === 'follow')
      return (await em.nativeDelete(FollowSchema, { agentId, eventId: target.eventId })) > 0
    const found = await em.findOne(SubscriptionSchema, { id: target.id, agentId })
    if (found === null) return false
    const endedAt = new Date(clock.now().epochMilliseconds)
    return (await em.nativeUpdate(SubscriptionSchema, liveAgain(found), { endedAt })) > 0
  })
}
