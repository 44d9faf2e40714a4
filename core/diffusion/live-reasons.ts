import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Delivery } from './delivery.entity.ts'
import type { Reason } from './reason.ts'

const live = z.tuple([
  z.object({ follows: z.boolean(), subscriptions: z.array(z.number()), rules: z.array(z.string()) }),
])

/**
 * The reasons of a delivery that still hold: who stopped one between the plan and the sending (a digest waits for days)
 * is not told for it any more.
 */
export async function liveReasons(em: EntityManager, delivery: Delivery): Promise<Reason[]> {
  const ids = delivery.reasons.flatMap((reason) => (reason.type === 'subscription' ? reason.id : []))
  const codes = delivery.reasons.flatMap((reason) => (reason.type === 'rule' ? reason.code : []))
  const rows = await em.execute(
    `select exists (select from follow where agent_id = ? and event_id = ?) as follows,
       array(select id from subscription where ended_at is null and id in (select jsonb_array_elements_text(?::jsonb)::int)) as subscriptions,
       array(select code from rule where active and code in (select jsonb_array_elements_text(?::jsonb))) as rules`,
    [delivery.agentId ?? 0, delivery.eventId, JSON.stringify(ids), JSON.stringify(codes)],
  )
  const [now] = live.parse(rows)
  return delivery.reasons.filter((reason) => holds(reason, now))
}

function holds(reason: Reason, now: z.infer<typeof live>[0]): boolean {
  switch (reason.type) {
    case 'follow':
      return now.follows
    case 'subscription':
      return now.subscriptions.includes(reason.id)
    case 'rule':
      return now.rules.includes(reason.code)
  }
}
