import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { actingAgent } from '../events/load.ts'
import { Refusal } from '../refusal.ts'
import { type Subscription, SubscriptionSchema } from './subscription.entity.ts'

/** Ends one of the agent's own subscriptions. @throws Refusal subscription-not-found */
export async function unsubscribe(ctx: Context, input: { id: number }): Promise<Subscription> {
  const agent = actingAgent(ctx, 'subscribe')
  return ctx.store.transaction(async (em) => {
    const mine = await em.findOne(SubscriptionSchema, { id: input.id, agentId: agent.id, endedAt: null })
    if (mine === null) throw new Refusal('subscription-not-found', { id: input.id })
    mine.endedAt = dateOf(ctx.clock.now())
    return mine
  })
}
