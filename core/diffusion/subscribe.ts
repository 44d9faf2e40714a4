import type { EntityManager } from '@mikro-orm/postgresql'
import { cleanLine } from '../clean-text.ts'
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

/** Live subscriptions that one agent or one room may have: enough for any person, too few to flood the matcher. */
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
  const query = readQuery(input.query)
  const wish = { query, channel: input.channel ?? agent.channel, pace: input.pace ?? atOnce }
  return ctx.store.transaction((em) => keepSubscription(em, ctx, { agentId: agent.id }, wish))
}

/** The query as it is kept. @throws Refusal query-invalid */
export function readQuery(text: string): string {
  const tree = parseQuery(cleanLine(text), facets)
  const query = printQuery(tree)
  // Everything must be asked for by name: « le la » would bring every event there is.
  if (tree.op !== 'all' && asksNothing(tree)) {
    throw new Refusal('query-invalid', { text: query, at: 0, seen: query, problem: 'too-common', hint: [] })
  }
  return query
}

/** Adds the subscription to its owner's, or changes the one that asks the same. @throws Refusal too-many */
export async function keepSubscription(
  em: EntityManager,
  ctx: Context,
  owner: { readonly agentId: number } | { readonly roomId: number },
  wish: Pick<Subscription, 'query' | 'channel' | 'pace'>,
): Promise<Subscription> {
  const own = await em.find(SubscriptionSchema, { ...owner, endedAt: null })
  const same = own.find((subscription) => subscription.query === wish.query)
  if (same !== undefined) return Object.assign(same, wish)
  if (own.length >= subscriptionLimit)
    throw new Refusal('too-many', { what: 'abonnements', limit: subscriptionLimit })
  return em.create(SubscriptionSchema, { ...owner, ...wish, createdAt: dateOf(ctx.clock.now()) })
}
