import type { EntityManager } from '@mikro-orm/postgresql'
import { type Clock, dateOf, todayOf } from '../clock.ts'
import { AgentSchema, fullName } from '../directory/agent.entity.ts'
import { StructureSchema } from '../directory/structure.entity.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import { type Event, EventSchema } from '../events/event.entity.ts'
import { viewFor } from '../events/view.ts'
import { factsOf } from '../kinds/facts-of.ts'
import { matches, prepareFacts } from '../query/evaluate.ts'
import type { Store } from '../store/store.ts'
import type { Channel, ChannelName, Outcome } from './channel.ts'
import { composeNotice } from './compose.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
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
  const event = await em.findOneOrFail(EventSchema, { id: delivery.eventId }, { populate: ['structure'] })
  const recipient = await recipientOf(em, delivery)
  const why = recipient === undefined ? 'unknown' : refusedNow(deps, recipient, event)
  if (recipient === undefined || why !== undefined)
    return end(em, deps, delivery, { state: 'refused', why: why ?? 'unknown' })
  const entry = await em.findOneOrFail(EntrySchema, { id: delivery.entryId })
  const reader = readerOf(recipient, delivery)
  const notice = await composeNotice(em, deps.links, { delivery, event, entry, reader })
  delivery.attempts += 1
  delivery.version = event.version
  delivery.view = viewFor(event)
  await em.flush()
  try {
    const outcome = await deps.channels[delivery.channel].send(delivery.id, reader.address, {
      type: 'notice',
      notice,
    })
    await end(em, deps, delivery, outcome)
  } catch (error) {
    delivery.outcome = error instanceof Error ? error.message.slice(0, 250) : 'error'
    if (input.lastAttempt) {
      delivery.state = 'dead'
      delivery.endedAt = dateOf(deps.clock.now())
    }
    await em.flush()
    if (!input.lastAttempt) throw error
  }
}

/** Why the recipient may not be told any more, if so: rights may have changed since the plan. */
export function refusedNow(deps: { clock: Clock }, recipient: Recipient, event: Event): string | undefined {
  if (recipient.to === 'agent' && !recipient.agent.active) return 'inactive'
  const may = matches(rightsOf(recipient, event), prepareFacts(factsOf(event)), todayOf(deps.clock))
  return may ? undefined : 'no-right'
}

export async function recipientOf(em: EntityManager, delivery: Delivery): Promise<Recipient | undefined> {
  if (delivery.agentId !== null && delivery.agentId !== undefined) {
    const agent = await em.findOne(AgentSchema, { id: delivery.agentId }, { populate: ['structure'] })
    return agent === null ? undefined : { to: 'agent', agent }
  }
  const structure = await em.findOne(StructureSchema, { id: delivery.structureId ?? 0 })
  return structure === null ? undefined : { to: 'mailbox', structure }
}

export function readerOf(recipient: Recipient, delivery: Delivery) {
  const name = recipient.to === 'agent' ? fullName(recipient.agent) : recipient.structure.label
  return { name, address: delivery.address ?? '' }
}

async function end(
  em: EntityManager,
  deps: DeliverDeps,
  delivery: Delivery,
  outcome: Outcome,
): Promise<void> {
  endDelivery(delivery, outcome, dateOf(deps.clock.now()))
  await em.flush()
}

export function endDelivery(delivery: Delivery, outcome: Outcome, at: Date): void {
  delivery.state = outcome.state
  delivery.endedAt = at
  delivery.outcome = outcome.state === 'refused' ? outcome.why.slice(0, 250) : null
  if (outcome.state === 'delivered') delivery.receipt = outcome.receipt
}
