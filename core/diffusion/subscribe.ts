import type { EntityManager } from '@mikro-orm/postgresql'
import { cleanLine } from '../clean-text.ts'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { checkStructures } from '../directory/known-structures.ts'
import { actingAgent } from '../events/load.ts'
import { joinSirets } from '../kinds/company-numbers.ts'
import { facets } from '../kinds/facets.ts'
import type { Domain } from '../kinds/kind.ts'
import { inPeoplesWords } from '../kinds/query-in-words.ts'
import { withCalled, withEither } from '../kinds/spoken-values.ts'
import { asksNothing } from '../query/asks-nothing.ts'
import { parseQuery } from '../query/parse.ts'
import { printQuery } from '../query/print.ts'
import { withoutLabels } from '../query/without-labels.ts'
import { Refusal } from '../refusal.ts'
import { takeTurns } from '../store/take-turns.ts'
import type { ChannelName } from './channel.ts'
import { decideNever } from './never.ts'
import { atOnce, type Pace } from './pace.ts'
import { type Subscription, SubscriptionSchema } from './subscription.entity.ts'

type Ways = Pick<Subscription, 'channel' | 'pace'>

/** A subscription that was made or changed; `replaced` is how it was before. */
export interface Kept extends Pick<Subscription, 'id' | 'query' | 'channel' | 'pace' | 'createdAt'> {
  readonly replaced?: Ways
}

/** Live subscriptions that one agent or one room may have: enough for any person, too few to flood the matcher. */
export const subscriptionLimit = 100

/**
 * The agent receives what comes to match from now on. The same query asked again changes its channel and pace.
 * @throws Refusal query-invalid, never-matches, too-many
 */
export async function subscribe(
  ctx: Context,
  input: { query: string; channel?: ChannelName; pace?: Pace },
): Promise<Kept> {
  const agent = actingAgent(ctx, 'subscribe')
  const query = readQuery(input.query, agent.domains)
  await checkStructures(ctx.store.read(), parseQuery(query, facets), query)
  const wish = { query, channel: input.channel ?? agent.channel, pace: input.pace ?? atOnce }
  return keptOf(await ctx.store.transaction((em) => keepSubscription(em, ctx, { agentId: agent.id }, wish)))
}

/** The query as it is kept. @param domains what its owner may see, if it is one agent. @throws Refusal query-invalid, never-matches */
export function readQuery(text: string, domains?: readonly Domain[]): string {
  const written = withoutLabels(joinSirets(cleanLine(text)))
  const called = withCalled(written)
  const tree = parseQuery(withEither(called, called !== written), facets)
  const query = printQuery(tree)
  // Everything must be asked for by name: « le la » would bring every event there is.
  if (tree.op !== 'all' && asksNothing(tree)) {
    throw new Refusal('query-invalid', { text: query, at: 0, seen: query, problem: 'too-common', hint: [] })
  }
  const never = decideNever(tree, domains)
  if (never !== undefined) throw new Refusal('never-matches', { query: inPeoplesWords(tree), ...never })
  return query
}

/** Adds the subscription to its owner's, or changes the one that asks the same, also said at once. @throws Refusal too-many */
export async function keepSubscription(
  em: EntityManager,
  ctx: Context,
  owner: { readonly agentId: number } | { readonly roomId: number },
  wish: Pick<Subscription, 'query' | 'channel' | 'pace'>,
): Promise<{ subscription: Subscription; replaced?: Ways }> {
  await takeTurns(em, `subscriptions ${JSON.stringify(owner)}`)
  const own = await em.find(SubscriptionSchema, { ...owner, endedAt: null })
  const same = own.find((subscription) => subscription.query === wish.query)
  if (same !== undefined) {
    const replaced = { channel: same.channel, pace: same.pace }
    return { subscription: Object.assign(same, wish), replaced }
  }
  if (own.length >= subscriptionLimit)
    throw new Refusal('too-many', { what: 'abonnements', limit: subscriptionLimit })
  const fresh = { ...owner, ...wish, createdAt: dateOf(ctx.clock.now()) }
  return { subscription: em.create(SubscriptionSchema, fresh) }
}

/** Once it has its number. */
export function keptOf(made: { subscription: Subscription; replaced?: Ways }): Kept {
  const { id, query, channel, pace, createdAt } = made.subscription
  return {
    id,
    query,
    channel,
    pace,
    createdAt,
    ...(made.replaced === undefined ? {} : { replaced: made.replaced }),
  }
}
