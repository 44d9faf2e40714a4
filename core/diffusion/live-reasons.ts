import type { EntityManager } from '@mikro-orm/postgresql'
import type { Delivery } from './delivery.entity.ts'
import { FollowSchema } from './follow.entity.ts'
import type { Reason } from './reason.ts'
import { RuleSchema } from './rule.entity.ts'
import { SubscriptionSchema } from './subscription.entity.ts'

/**
 * Tells which reasons of these deliveries still hold: who stopped one between the plan and the sending (a digest waits
 * for days) is not told for it any more.
 */
export async function liveReasons(
  em: EntityManager,
  deliveries: readonly Delivery[],
): Promise<(delivery: Delivery) => Reason[]> {
  const reasons = deliveries.flatMap((delivery) => delivery.reasons)
  const ids = reasons.flatMap((reason) => (reason.type === 'subscription' ? reason.id : []))
  const codes = reasons.flatMap((reason) => (reason.type === 'rule' ? reason.code : []))
  const agentIds = deliveries.flatMap((delivery) => delivery.agentId ?? [])
  const eventIds = deliveries.map((delivery) => delivery.eventId)
  const subscriptions = await em.find(SubscriptionSchema, { id: { $in: ids }, endedAt: null })
  const rules = await em.find(RuleSchema, { code: { $in: codes }, active: true })
  const follows = await em.find(FollowSchema, { agentId: { $in: agentIds }, eventId: { $in: eventIds } })
  const live = new Set([
    ...subscriptions.map(({ id }) => `subscription ${id}`),
    ...rules.map(({ code }) => `rule ${code}`),
    ...follows.map(({ agentId, eventId }) => `follow ${agentId} ${eventId}`),
  ])
  return (delivery) =>
    delivery.reasons.filter((reason) => reason.type === 'sender' || live.has(nameOf(reason, delivery)))
}

function nameOf(reason: Exclude<Reason, { type: 'sender' }>, { agentId, eventId }: Delivery): string {
  switch (reason.type) {
    case 'follow':
      return `follow ${agentId} ${eventId}`
    case 'subscription':
      return `subscription ${reason.id}`
    case 'rule':
      return `rule ${reason.code}`
  }
}
