import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Delivery } from './delivery.entity.ts'
import { FollowSchema } from './follow.entity.ts'
import type { Reason } from './reason.ts'
import { RuleSchema } from './rule.entity.ts'
import { SubscriptionSchema } from './subscription.entity.ts'

/**
 * Tells which reasons of these deliveries still hold: who stopped one between the plan and the sending (a digest waits
 * for days) is not told for it any more. Who follows the event since is not told that he will receive nothing more.
 * A subscription that the event has left since its plan is said to match no longer, unless another reason holds: the
 * notice shows the event as it is.
 * @param holds whether the event matches the query as it is
 */
export async function liveReasons(
  em: EntityManager,
  deliveries: readonly Delivery[],
  holds: (eventId: number, query: string) => boolean,
): Promise<(delivery: Delivery) => Reason[]> {
  const reasons = deliveries.flatMap((delivery) => delivery.reasons)
  const asking = reasons.map((reason) => (reason.type === 'no-longer' ? reason.of : reason))
  const ids = asking.flatMap((reason) => (reason.type === 'subscription' ? reason.id : []))
  const codes = asking.flatMap((reason) => (reason.type === 'rule' ? reason.code : []))
  const agentIds = deliveries.flatMap((delivery) => delivery.agentId ?? [])
  const eventIds = deliveries.map((delivery) => delivery.eventId)
  const subscriptions = await em.find(SubscriptionSchema, { id: { $in: ids }, endedAt: null })
  const rules = await em.find(RuleSchema, { code: { $in: codes }, active: true })
  const follows = await em.find(FollowSchema, { agentId: { $in: agentIds }, eventId: { $in: eventIds } })
  const queries = new Map(subscriptions.map(({ id, query }) => [id, query]))
  const asItIs = (reason: Reason, eventId: number): Reason => {
    if (reason.type !== 'subscription') return reason
    return holds(eventId, queries.get(reason.id) ?? '') ? reason : { type: 'no-longer', of: reason }
  }
  const told = deliveries.filter((one) => one.reasons.some(({ type }) => type === 'told'))
  const live = new Set([
    ...subscriptions.map(({ id }) => `subscription ${id}`),
    ...rules.map(({ code }) => `rule ${code}`),
    ...follows.map(({ agentId, eventId }) => `follow ${agentId} ${eventId}`),
    ...(await toldBefore(em, told)).map((id) => `told ${id}`),
  ])
  return (delivery) => {
    const holding = delivery.reasons
      .filter((reason) => reason.type === 'sender' || live.has(nameOf(reason, delivery)))
      .map((reason) => asItIs(reason, delivery.eventId))
    const follow = { type: 'follow' } as const
    return live.has(nameOf(follow, delivery)) && holding.some(({ type }) => type === 'no-longer')
      ? [follow]
      : withoutFormer(holding)
  }
}

/** What matches no longer is no news to whom another reason goes on telling. */
function withoutFormer(reasons: readonly Reason[]): Reason[] {
  const lasting = reasons.filter(({ type }) => type !== 'no-longer')
  return lasting.some(({ type }) => type !== 'told') ? lasting : [...reasons]
}

function nameOf(reason: Exclude<Reason, { type: 'sender' }>, delivery: Delivery): string {
  switch (reason.type) {
    case 'follow':
      return `follow ${delivery.agentId} ${delivery.eventId}`
    case 'subscription':
      return `subscription ${reason.id}`
    case 'rule':
      return `rule ${reason.code}`
    case 'no-longer':
      return nameOf(reason.of, delivery)
    case 'told':
      return `told ${delivery.id}`
  }
}

const idRows = z.array(z.object({ id: z.string() }))

/** Of these deliveries, those whose recipients were told of the event by another, or may be at this moment. */
async function toldBefore(em: EntityManager, deliveries: readonly Delivery[]): Promise<string[]> {
  if (deliveries.length === 0) return []
  const found = await em.execute(
    `select own.id from delivery as own where own.id in (select jsonb_array_elements_text(?::jsonb)::uuid)
       and exists (select from delivery as other
         where other.event_id = own.event_id and other.id <> own.id and other.state in ('delivered', 'waiting')
           and other.entry_id < own.entry_id
           and (other.agent_id, other.structure_id, other.room_id)
             is not distinct from (own.agent_id, own.structure_id, own.room_id))`,
    [JSON.stringify(deliveries.map(({ id }) => id))],
  )
  return idRows.parse(found).map(({ id }) => id)
}
