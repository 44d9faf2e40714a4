import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { actingAgent } from '../events/load.ts'
import { facets } from '../kinds/facets.ts'
import { asksNothing } from '../query/asks-nothing.ts'
import { parseQuery } from '../query/parse.ts'
import { printQuery } from '../query/print.ts'
import { Refusal } from '../refusal.ts'
import type { ChannelName } from './channel.ts'
import { atOnce, type Pace } from './pace.ts'
import { type Subscription, SubscriptionSchema } from './subscription.entity.ts'

/** Live subscriptions that one agent may have: enough for any person, too few to flood the matcher. */
export const subscriptionLimit = 100

/**
 * The agent receives what comes to match from now on. The same query asked again changes its channel and pace.
 * @throws Refusal query-invalid, too-many
 */
export async function subscribe(
  ctx: Context,
  input: { query: string; channel?: ChannelName; pace?: Pace },
): Promise<Subscription> {
  const agent = actingAgent(ctx, 'subscribe')
  const tree = parseQuery(input.query, facets)
  const query = printQuery(tree)
  // Everything must be asked for by name: « le la » would bring every event there is.
  if (tree.op !== 'all' && asksNothing(tree)) {
    throw new Refusal('query-invalid', { text: query, at: 0, seen: query, problem: 'too-common', hint: [] })
  }
  const channel = input.channel ?? agent.channel
  const pace = input.pace ?? atOnce
  return ctx.store.transaction(async (em) => {
    const mine = await em.find(SubscriptionSchema, { agentId: agent.id, endedAt: null })
    const same = mine.find((subscription) => subscription.query === query)
    if (same !== undefined) {
      same.channel = channel
      same.pace = pace
      return same
    }
    if (mine.length >= subscriptionLimit)
      throw new Refusal('too-many', { what: 'abonnements', limit: subscriptionLimit })
    return em.create(SubscriptionSchema, {
      agentId: agent.id,
      query,
      channel,
      pace,
      createdAt: dateOf(ctx.clock.now()),
    })
  })
}
