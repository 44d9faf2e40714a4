import type { EntityManager } from '@mikro-orm/postgresql'
import { todayOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { AgentSchema } from '../directory/agent.entity.ts'
import { agentsById } from '../directory/agents-by-id.ts'
import { mailboxOf, type Structure, StructureSchema } from '../directory/structure.entity.ts'
import { DocumentSchema } from '../documents/document.entity.ts'
import { type EntryBody, EntrySchema, type EntryType } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { eventFacts } from '../events/event-facts.ts'
import { publishedOf, rightsQuery } from '../events/rights.ts'
import { kindOf } from '../kinds/kinds.ts'
import { queryInWords } from '../kinds/query-in-words.ts'
import { matches, prepareFacts } from '../query/evaluate.ts'
import type { Query } from '../query/tree.ts'
import { RoomSchema } from '../rooms/room.entity.ts'
import { structureScopes } from '../rooms/scope.ts'
import { scopeQuery } from '../rooms/scope-query.ts'
import { addressesOf } from './addresses.ts'
import { FollowSchema } from './follow.entity.ts'
import { liveSubscriptions } from './live-subscriptions.ts'
import { atOnce } from './pace.ts'
import { audienceOf, decidePlan, forEveryone, keyOf, type Plan, type Recipient, type Wish } from './plan.ts'
import { recipientsOf } from './recipients.ts'
import { RuleSchema } from './rule.entity.ts'
import { askedFor, decideNoLonger, lastTold, type ToldBefore } from './told-before.ts'

/** The entry that people are to be told of. */
export interface ToTell {
  readonly type: EntryType
  readonly authorId: number | undefined
  /** Absent: it is not written yet. */
  readonly id?: number
  readonly of?: number | undefined
  /** The event came back from having been withdrawn. */
  readonly from?: 'withdrawn' | undefined
  /** The documents that it says are infected. */
  readonly infected?: EntryBody['infected'] | undefined
  /** A later change decides who is not concerned any more. */
  readonly outdated?: boolean
}

/** Who is to be told about an entry of this type on the event as it stands: what fan-out does and what reach shows. */
export async function planFor(em: EntityManager, ctx: Context, event: Event, entry: ToTell): Promise<Plan> {
  const audience = audienceOf(event, entry.type)
  if (audience === 'nobody') return { deliveries: [], excluded: [] }
  const facts = (await eventFacts(em, [event])).get(event.id)
  if (facts === undefined) return { deliveries: [], excluded: [] }
  const prepared = prepareFacts(facts)
  const today = todayOf(ctx.clock)
  const wishes: Wish[] = [
    ...(await followWishes(em, event)),
    ...(await senderWishes(em, event, entry.infected ?? [])),
  ]
  if (audience === 'everyone') {
    const found = await ctx.interests.match(facts, today)
    wishes.push(
      ...(await subscriptionWishes(em, found.subscriptions)),
      ...(await ruleWishes(em, { id: { $in: found.rules } })),
    )
  }
  if (audience === 'told' || entry.from === 'withdrawn')
    wishes.push(...(await toldWishes(em, event, entry, wishes)))
  else if (audience === 'everyone') {
    if (entry.outdated !== true) wishes.push(...(await noLongerWishes(em, ctx, event, entry, wishes)))
    // Whoever was told some words learns what became of them, whether the event concerns him for others or not.
    if (entry.of !== undefined)
      wishes.push(...(await toldWishes(em, event, { ...entry, about: entry.of }, wishes)))
  }
  const { domain } = kindOf(event.kind)
  const agentIds = wishes.flatMap((wish) => (wish.to === 'agent' ? wish.agent.id : []))
  const allowed = memoized((rights: Query) => matches(rights, prepared, today))
  return decidePlan(
    {
      wishes,
      authorId: entry.authorId,
      maySee: (recipient) => allowed(rightsOf(recipient, event)),
      mailboxOf: (structure) => mailboxOf(structure, domain),
      addressOf: await addressesOf(em, agentIds),
    },
    ctx.clock.now(),
  )
}

/** The tree that says what a recipient may see. */
export function rightsOf(recipient: Recipient, event: Event): Query {
  switch (recipient.to) {
    case 'agent':
      return rightsQuery(recipient.agent)
    case 'mailbox':
      return publishedOf([kindOf(event.kind).domain])
    case 'room':
      return scopeQuery(recipient.scope)
  }
}

async function followWishes(em: EntityManager, event: Event): Promise<Wish[]> {
  const follows = await em.find(FollowSchema, { eventId: event.id })
  const agents = await agentsById(
    em,
    follows.map((follow) => follow.agentId),
  )
  return [...agents.values()].map((agent) => ({
    to: 'agent',
    agent,
    reason: { type: 'follow' },
    channel: agent.channel,
    pace: atOnce,
  }))
}

/** Who sent these documents must know what was found in them. */
async function senderWishes(
  em: EntityManager,
  event: Event,
  infected: NonNullable<EntryBody['infected']>,
): Promise<Wish[]> {
  if (infected.length === 0) return []
  const ids = infected.map(({ id }) => id)
  const documents = await em.find(DocumentSchema, { eventId: event.id, id: { $in: ids } })
  const entries = await em.find(EntrySchema, { id: { $in: documents.map(({ entryId }) => entryId) } })
  const agents = await agentsById(
    em,
    entries.flatMap((entry) => entry.agentId ?? []),
  )
  return [...agents.values()].map((agent) => ({
    to: 'agent',
    agent,
    reason: { type: 'sender' },
    channel: agent.channel,
    pace: atOnce,
  }))
}

async function subscriptionWishes(em: EntityManager, ids: readonly number[]): Promise<Wish[]> {
  const found = await liveSubscriptions(em, ids)
  const agents = await agentsById(
    em,
    found.flatMap((subscription) => subscription.agentId ?? []),
  )
  const roomIds = found.flatMap((subscription) => subscription.roomId ?? [])
  const rooms = roomIds.length === 0 ? [] : await em.find(RoomSchema, { id: { $in: roomIds } })
  const scopes = await structureScopes(em, rooms)
  return found.flatMap(({ agentId, roomId, id, query, channel, pace }): Wish[] => {
    const reason = { type: 'subscription', id, query: queryInWords(query) } as const
    const agent = agents.get(agentId ?? 0)
    if (agent !== undefined) return [{ to: 'agent', agent, reason, channel, pace }]
    const scope = scopes.get(roomId ?? 0)
    return scope === undefined ? [] : [{ to: 'room', scope, reason: { ...reason, ofRoom: true }, pace }]
  })
}

async function ruleWishes(
  em: EntityManager,
  which: { readonly id: { $in: number[] } } | { readonly code: { $in: string[] } },
): Promise<Wish[]> {
  const found = await em.find(RuleSchema, { ...which, active: true })
  const structures = await em.find(StructureSchema, { id: { $in: found.map((rule) => rule.structureId) } })
  const agents = await em.find(
    AgentSchema,
    { structure: { $in: structures.map((structure) => structure.id) }, active: true },
    { populate: ['structure'] },
  )
  return found.flatMap(({ audience, structureId, code, reason: words }): Wish[] => {
    const reason = { type: 'rule', code, reason: words } as const
    if (audience === 'mailbox')
      return structures.filter(isIt(structureId)).map((structure) => ({ to: 'mailbox', structure, reason }))
    return agents
      .filter((agent) => agent.structure.id === structureId)
      .map((agent) => ({ to: 'agent', agent, reason, channel: agent.channel, pace: atOnce }))
  })
}

/** Of who was told for a subscription or a rule that the event matches no more. A query that cannot be read says nothing. */
async function noLongerWishes(
  em: EntityManager,
  ctx: Context,
  event: Event,
  { id }: ToTell,
  wishes: readonly Wish[],
): Promise<Wish[]> {
  const besides = new Set(wishes.map(keyOf))
  const told = await lastTold(em, event.id, { types: forEveryone, except: id, digests: true, besides })
  const asked = askedFor(told)
  if (asked.length === 0) return []
  const unread = new Set(ctx.interests.broken())
  const ids = asked.flatMap((one) => (one.type === 'subscription' ? one.id : []))
  const codes = asked.flatMap((one) => (one.type === 'rule' ? one.code : []))
  const former = [
    ...(await subscriptionWishes(
      em,
      ids.filter((one) => !unread.has(`subscription:${one}`)),
    )),
    ...(await ruleWishes(em, { code: { $in: codes } })),
  ]
  return decideNoLonger(told, former)
}

/** Of who was told of the event and has no other wish, by the channel and at the pace of what he was told last. */
async function toldWishes(
  em: EntityManager,
  event: Event,
  { id, about }: ToTell & { readonly about?: number },
  wishes: readonly Wish[],
): Promise<Wish[]> {
  const besides = new Set(wishes.map(keyOf))
  const only = about === undefined ? {} : { about }
  const told = await lastTold(em, event.id, { except: id, digests: false, besides, ...only })
  const recipients = await recipientsOf(em, told)
  return told.flatMap((one) => {
    const recipient = recipients(one)
    return recipient === undefined ? [] : [toldWish(recipient, one)]
  })
}

function toldWish(recipient: Recipient, { channel, pace }: ToldBefore): Wish {
  const reason = { type: 'told' } as const
  switch (recipient.to) {
    case 'agent':
      return { ...recipient, reason, channel, pace }
    case 'mailbox':
      return { ...recipient, reason }
    case 'room':
      return { ...recipient, reason, pace }
  }
}

function isIt(id: number): (structure: Structure) => boolean {
  return (structure) => structure.id === id
}

/** Agents of one structure and domain have equal rights trees: each distinct tree is matched once an entry. */
function memoized(decide: (query: Query) => boolean): (query: Query) => boolean {
  const known = new Map<string, boolean>()
  return (query) => {
    const key = JSON.stringify(query)
    const before = known.get(key)
    if (before !== undefined) return before
    const verdict = decide(query)
    known.set(key, verdict)
    return verdict
  }
}
