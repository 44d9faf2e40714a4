import type { Context } from '../context.ts'
import { actingAgent } from '../events/load.ts'
import { type Subscription, SubscriptionSchema } from './subscription.entity.ts'

/** The agent's live subscriptions, oldest first. */
export async function listSubscriptions(ctx: Context): Promise<Subscription[]> {
  const agent = actingAgent(ctx, 'subscribe')
  return ctx.store
    .read()
    .find(SubscriptionSchema, { agentId: agent.id, endedAt: null }, { orderBy: { id: 'asc' } })
}
