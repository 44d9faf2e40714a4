import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { ChannelName } from '../diffusion/channel.ts'
import { FollowSchema } from '../diffusion/follow.entity.ts'
import { actingAgent, loadForAction } from '../events/load.ts'
import { nextKey } from './find-room.ts'
import { type Room, RoomSchema } from './room.entity.ts'
import { tendRoom } from './tend.ts'

/**
 * Asks for a room about one open event; its provider makes it in the job that is enqueued here. There is one per event and
 * provider. Who asks follows the event from now on, so that he is invited too, even when he had left the room.
 * @throws Refusal event-not-found, state-refused
 */
export async function openEventRoom(
  ctx: Context,
  input: { readonly number: string; readonly provider: ChannelName },
): Promise<{ readonly room: Room; readonly created: boolean }> {
  const agent = actingAgent(ctx, 'open-room')
  const { provider } = input
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'open-room')
    const now = dateOf(ctx.clock.now())
    await em.upsert(FollowSchema, { agentId: agent.id, eventId: event.id, since: now })
    const known = await em.findOne(RoomSchema, { provider, eventId: event.id, closedAt: null })
    const room =
      known ??
      em.create(RoomSchema, {
        key: await nextKey(em, provider, { eventId: event.id }),
        provider,
        type: 'event',
        eventId: event.id,
        boundBy: agent.id,
        outside: false,
        members: [],
        madeAt: now,
      })
    await em.flush()
    await tendRoom(em, room.id)
    return { room, created: known === null }
  })
}
