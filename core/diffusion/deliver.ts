import type { EntityManager } from '@mikro-orm/postgresql'
import { type Clock, dateOf, todayOf } from '../clock.ts'
import { AgentSchema, fullName } from '../directory/agent.entity.ts'
import { StructureSchema } from '../directory/structure.entity.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import { type Event, EventSchema } from '../events/event.entity.ts'
import { factsOf } from '../kinds/facts-of.ts'
import { matches, prepareFacts } from '../query/evaluate.ts'
import type { Store } from '../store/store.ts'
import type { Channel, ChannelName, Outcome } from './channel.ts'
import { composeNotice } from './compose.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
import { liveReasons } from './live-reasons.ts'
import type { Notice } from './notice.ts'
import type { Recipient } from './plan.ts'
import type { StopLinks } from './stop-link.ts'
import { rightsOf } from './wishes.ts'

/** What sending needs: no actor, for rights are the recipient's. */
export interface DeliverDeps {
  readonly store: Store
  readonly clock: Clock
  readonly channels: Readonly<Record<ChannelName, Channel>>
  readonly links: StopLinks
}

/**
 * Sends one delivery that is due: rights again, the reader's view, the channel, the outcome.
 * Throws what is worth another attempt; on the last one the delivery is dead, and a command lists it.
 */
export async function deliverOne(
  deps: DeliverDeps,
  input: { deliveryId: string; lastAttempt: boolean },
): Promise<void> {
  const em = deps.store.read()
  const delivery = await em.findOne(DeliverySchema, { id: input.deliveryId })
  // Sent before a crash, or withdrawn: a job that runs again does nothing.
  if (delivery === null || delivery.state !== 'waiting') return
  const save = (changes: Partial<Delivery>) => em.nativeUpdate(DeliverySchema, { id: delivery.id }, changes)
  const now = () => dateOf(deps.clock.now())
  const made = await prepareNotice(em, deps, delivery)
  if (made.type === 'refused') return void (await save(ended({ state: 'refused', why: made.why }, now())))
  const { notice } = made
  await save(told(delivery, notice))
  try {
    const message = { type: 'notice', notice } as const
    await save(
      ended(await deps.channels[delivery.channel].send(delivery.id, notice.reader.address, message), now()),
    )
  } catch (error) {
    await save(failed(error, input.lastAttempt, now()))
    if (!input.lastAttempt) throw error
  }
}

export type Prepared =
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'refused'; readonly why: RefusalReason }

/** Why a delivery is not sent after all. */
export type RefusalReason = 'inactive' | 'no-right' | 'stopped' | 'unknown'

/** The notice of a delivery as it must be said now, or why it must not: rights and reasons may have changed since the plan. */
export async function prepareNotice(
  em: EntityManager,
  deps: DeliverDeps,
  delivery: Delivery,
): Promise<Prepared> {
  const event = await em.findOneOrFail(EventSchema, { id: delivery.eventId }, { populate: ['structure'] })
  const recipient = await recipientOf(em, delivery)
  if (recipient === undefined) return { type: 'refused', why: 'unknown' }
  if (recipient.to === 'agent' && !recipient.agent.active) return { type: 'refused', why: 'inactive' }
  if (!mayReceive(deps, recipient, event)) return { type: 'refused', why: 'no-right' }
  const reasons = await liveReasons(em, delivery)
  if (reasons.length === 0) return { type: 'refused', why: 'stopped' }
  const entry = await em.findOneOrFail(EntrySchema, { id: delivery.entryId })
  const name = recipient.to === 'agent' ? fullName(recipient.agent) : recipient.structure.label
  const reader = { name, address: delivery.address ?? '' }
  return {
    type: 'notice',
    notice: await composeNotice(em, deps.links, { delivery, event, entry, reader, reasons }),
  }
}

function mayReceive(deps: { clock: Clock }, recipient: Recipient, event: Event): boolean {
  return matches(rightsOf(recipient, event), prepareFacts(factsOf(event)), todayOf(deps.clock))
}

async function recipientOf(em: EntityManager, delivery: Delivery): Promise<Recipient | undefined> {
  if (delivery.agentId !== null && delivery.agentId !== undefined) {
    const agent = await em.findOne(AgentSchema, { id: delivery.agentId }, { populate: ['structure'] })
    return agent === null ? undefined : { to: 'agent', agent }
  }
  const structure = await em.findOne(StructureSchema, { id: delivery.structureId ?? 0 })
  return structure === null ? undefined : { to: 'mailbox', structure }
}

/** What an attempt leaves in the row before the channel is called. */
export function told(delivery: Delivery, { event }: Notice): Partial<Delivery> {
  return { attempts: delivery.attempts + 1, version: event.version, view: event.view }
}

export function ended(outcome: Outcome, at: Date): Partial<Delivery> {
  if (outcome.state === 'refused')
    return { state: 'refused', endedAt: at, outcome: outcome.why.slice(0, 250) }
  return { state: 'delivered', endedAt: at, outcome: null, receipt: outcome.receipt }
}

export function failed(error: unknown, lastAttempt: boolean, at: Date): Partial<Delivery> {
  const outcome = error instanceof Error ? error.message.slice(0, 250) : 'error'
  return lastAttempt ? { outcome, state: 'dead', endedAt: at } : { outcome }
}
