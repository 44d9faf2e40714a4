import type { Context } from '../context.ts'
import { actingAgent } from '../events/load.ts'
import type { RoomPlace } from '../rooms/find-room.ts'
import { ownRoom } from '../rooms/unbind-room.ts'
import { type Subscription, SubscriptionSchema } from './subscription.entity.ts'

/** The agent's live subscriptions, oldest first. */
export async function listSubscriptions(ctx: Context): Promise<Subscription[]> {
  const agent = actingAgent(ctx, 'subscribe')
  return ctx.store
    .read()
    .find(SubscriptionSchema, { agentId: agent.id, endedAt: null }, { orderBy: { id: 'asc' } })
}

/** The live subscriptions of the room of the agent's structure, oldest first. @throws Refusal room-unbound, right-missing */
export async function listRoomSubscriptions(ctx: Context, input: RoomPlace): Promise<Subscription[]> {
  const agent = actingAgent(ctx, 'subscribe-room')
  const em = ctx.store.read()
  const room = await ownRoom(em, agent, input, 'subscribe-room')
  return em.find(SubscriptionSchema, { roomId: room.id, endedAt: null }, { orderBy: { id: 'asc' } })
}
