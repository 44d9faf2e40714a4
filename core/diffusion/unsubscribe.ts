import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { actingAgent } from '../events/load.ts'
import { Refusal } from '../refusal.ts'
import { RoomSchema } from '../rooms/room.entity.ts'
import { type Subscription, SubscriptionSchema } from './subscription.entity.ts'

/** Ends one of the agent's own subscriptions, or one of a room of his structure. @throws Refusal subscription-not-found */
export async function unsubscribe(ctx: Context, input: { id: number }): Promise<Subscription> {
  const agent = actingAgent(ctx, 'subscribe')
  return ctx.store.transaction(async (em) => {
    const found = await em.findOne(SubscriptionSchema, { id: input.id, endedAt: null })
    const room = found?.roomId ? await em.findOne(RoomSchema, { id: found.roomId }) : null
    const own = found?.agentId === agent.id || (room !== null && room.structureId === agent.structure.id)
    if (found === null || !own) throw new Refusal('subscription-not-found', { id: input.id })
    found.endedAt = dateOf(ctx.clock.now())
    return found
  })
}
