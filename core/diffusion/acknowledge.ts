import { LockMode } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { type Clock, dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Agent } from '../directory/agent.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { actingAgent, loadEvent } from '../events/load.ts'
import { RoomSchema } from '../rooms/room.entity.ts'
import type { Store } from '../store/store.ts'
import type { ChannelName } from './channel.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
import { asksAcknowledgement } from './reason.ts'

/** What became of an acknowledgement. */
export interface Acknowledgement {
  /** The notice asks for one; otherwise nothing was done. */
  readonly asked: boolean
  /** It had been acknowledged before: that stays. */
  readonly already: boolean
  /** The events that it tells of: one, several for a digest. */
  readonly numbers: readonly string[]
}

/**
 * The agent says that he took note of what he, or his structure's room, was told: who acknowledges has read.
 * Undefined when the message is no notice of his.
 * @param input `receipt` names the message as the channel does
 */
export async function acknowledgeNotice(
  ctx: Context,
  input: { readonly channel: ChannelName; readonly receipt: string },
): Promise<Acknowledgement | undefined> {
  const agent = actingAgent(ctx, 'acknowledge')
  const { channel, receipt } = input
  return ctx.store.transaction(async (em) => {
    const own = await ownAmong(
      em,
      agent,
      await em.find(DeliverySchema, { channel, receipt, state: 'delivered' }),
    )
    return own.length === 0 ? undefined : acknowledgeThose(em, ctx, own)
  })
}

/**
 * The agent says that he took note of all that he, or his structure's room, was told of an event and asked about.
 * Undefined when he was told nothing of it.
 * @throws Refusal event-not-found
 */
export async function acknowledgeEvent(
  ctx: Context,
  input: { readonly number: string },
): Promise<Acknowledgement | undefined> {
  const agent = actingAgent(ctx, 'acknowledge')
  return ctx.store.transaction(async (em) => {
    const event = await loadEvent(em, ctx, input.number)
    const sent = await em.find(DeliverySchema, { eventId: event.id, state: 'delivered' })
    const own = await ownAmong(em, agent, sent)
    return own.length === 0 ? undefined : acknowledgeThose(em, ctx, own)
  })
}

/**
 * Whether the mailbox of the agent's structure was told of the event: it is not his to acknowledge, its mail has a link.
 * @throws Refusal event-not-found
 */
export async function mailboxTold(ctx: Context, input: { readonly number: string }): Promise<boolean> {
  const agent = actingAgent(ctx, 'acknowledge')
  const em = ctx.store.read()
  const { id: eventId } = await loadEvent(em, ctx, input.number)
  const sent = { eventId, structureId: agent.structure.id, state: 'delivered' as const }
  return (await em.count(DeliverySchema, sent)) > 0
}

/** Number of the event that the link of a mail is about, and whether that was acknowledged; undefined when there is no such delivery. */
export async function describeAcknowledgement(
  store: Store,
  input: { readonly delivery: string },
): Promise<{ readonly number: string; readonly already: boolean } | undefined> {
  const em = store.read()
  const sent = await em.findOne(DeliverySchema, { id: input.delivery, state: 'delivered' })
  if (sent === null) return undefined
  const [number] = await numbersOf(em, [sent])
  return number === undefined ? undefined : { number, already: (sent.acknowledgedAt ?? null) !== null }
}

/** Who follows the link of a mail acknowledges that one delivery; twice is once. False when there is no such thing. */
export async function acknowledgeByLink(
  store: Store,
  clock: Clock,
  input: { readonly delivery: string },
): Promise<boolean> {
  return store.transaction(async (em) => {
    const [sent] = await em.find(DeliverySchema, { id: input.delivery, state: 'delivered' })
    if (sent === undefined) return false
    await acknowledgeThose(em, { clock }, [sent])
    return true
  })
}

async function acknowledgeThose(
  em: EntityManager,
  { clock }: Pick<Context, 'clock'>,
  those: readonly Delivery[],
): Promise<Acknowledgement> {
  const now = dateOf(clock.now())
  // Locked, and read anew: that he read it may be noted at the same moment.
  const own = await em.find(
    DeliverySchema,
    { id: { $in: those.map(({ id }) => id) } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true, orderBy: { id: 'asc' } },
  )
  const asking = own.filter((delivery) => asksAcknowledgement(delivery.reasons))
  const open = asking.filter((delivery) => !delivery.acknowledgedAt)
  for (const delivery of open) {
    delivery.acknowledgedAt = now
    delivery.readAt ??= now
    delivery.facts += 1
  }
  const asked = asking.length > 0
  const about = asked ? asking : own
  return { asked, already: asked && open.length === 0, numbers: await numbersOf(em, about) }
}

async function ownAmong(em: EntityManager, agent: Agent, deliveries: readonly Delivery[]) {
  const roomIds = deliveries.flatMap((delivery) => delivery.roomId ?? [])
  const rooms = await em.find(RoomSchema, { id: { $in: roomIds }, structureId: agent.structure.id })
  const own = new Set(rooms.map((room) => room.id))
  return deliveries.filter(({ agentId, roomId }) => agentId === agent.id || own.has(roomId ?? 0))
}

async function numbersOf(em: EntityManager, deliveries: readonly Delivery[]): Promise<string[]> {
  const ids = deliveries.map((delivery) => delivery.eventId)
  const events = await em.find(EventSchema, { id: { $in: ids } }, { orderBy: { id: 'asc' } })
  return events.map((event) => event.number)
}
