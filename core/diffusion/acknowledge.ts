import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Agent } from '../directory/agent.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { actingAgent } from '../events/load.ts'
import { RoomSchema } from '../rooms/room.entity.ts'
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
  const now = dateOf(ctx.clock.now())
  return ctx.store.transaction(async (em) => {
    const sent = await em.find(DeliverySchema, { channel, receipt, state: 'delivered' })
    const own = await ownAmong(em, agent, sent)
    if (own.length === 0) return undefined
    const asking = own.filter((delivery) => asksAcknowledgement(delivery.reasons))
    const open = asking.filter((delivery) => !delivery.acknowledgedAt)
    for (const delivery of open) {
      delivery.acknowledgedAt = now
      delivery.readAt ??= now
    }
    const asked = asking.length > 0
    const about = asked ? asking : own
    return { asked, already: asked && open.length === 0, numbers: await numbersOf(em, about) }
  })
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
