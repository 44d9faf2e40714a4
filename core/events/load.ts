import type { EntityManager } from '@mikro-orm/postgresql'
import { todayOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Agent } from '../directory/agent.entity.ts'
import { factsOf } from '../kinds/facts-of.ts'
import { matches, prepareFacts } from '../query/evaluate.ts'
import { Refusal } from '../refusal.ts'
import { type Event, EventSchema } from './event.entity.ts'
import { readNumber } from './number.ts'
import { type Action, decideRight, rightsOfActor } from './rights.ts'

/** The agent of a verb that only a person may call. @throws Refusal right-missing for the system */
export function actingAgent(ctx: Context, action: string): Agent {
  if (ctx.actor.type !== 'agent') throw new Refusal('right-missing', { action, number: '', need: 'agent' })
  if (!ctx.actor.agent.active) throw new Refusal('agent-inactive', { address: ctx.actor.agent.email })
  return ctx.actor.agent
}

/**
 * The event, if the actor may see it. One that he may not see is not found: its existence is not revealed.
 * @throws Refusal event-not-found
 */
export async function loadEvent(em: EntityManager, ctx: Context, written: string): Promise<Event> {
  const number = readNumber(written)
  const event = await em.findOne(EventSchema, { number }, { populate: ['structure'] })
  if (event === null || !maySee(ctx, event)) throw new Refusal('event-not-found', { number })
  return event
}

/**
 * The event, locked until the transaction ends, if the actor may do this to it.
 * @throws Refusal event-not-found, state-refused or right-missing
 */
export async function loadForAction(
  em: EntityManager,
  ctx: Context,
  written: string,
  action: Action,
): Promise<Event> {
  const agent = actingAgent(ctx, action)
  const event = await loadEvent(em, ctx, written)
  await lockEvent(em, event)
  const verdict = decideRight(action, agent, event)
  if (verdict === 'wrong-state')
    throw new Refusal('state-refused', { action, number: event.number, state: event.state })
  if (verdict !== 'yes') throw new Refusal('right-missing', { action, number: event.number, need: verdict })
  return event
}

/**
 * Locks the event until the transaction ends, and reads it anew. Its number and id are no part of what may change: what
 * only refers to it, as the search index does, need not wait, nor be waited for.
 */
export async function lockEvent(em: EntityManager, event: Event): Promise<void> {
  await em.execute('select from event where id = ? for no key update', [event.id])
  await em.refresh(event, { populate: ['structure'] })
}

/** Rights are a query tree: the same that search and fan-out execute. */
export function maySee(ctx: Context, event: Event): boolean {
  const rights = rightsOfActor(ctx.actor)
  return rights.op === 'all' || matches(rights, prepareFacts(factsOf(event)), todayOf(ctx.clock))
}
