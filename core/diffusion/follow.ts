import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { actingAgent, loadForAction } from '../events/load.ts'
import { tendRooms } from '../rooms/tend.ts'
import { FollowSchema } from './follow.entity.ts'

/** The agent receives what happens on this event from now on; twice is once. @throws Refusal event-not-found, state-refused */
export async function followEvent(
  ctx: Context,
  input: { number: string },
): Promise<{ number: string; already: boolean }> {
  const agent = actingAgent(ctx, 'follow')
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'follow')
    const key = { agentId: agent.id, eventId: event.id }
    const already = (await em.findOne(FollowSchema, key)) !== null
    if (!already) {
      em.create(FollowSchema, { ...key, since: dateOf(ctx.clock.now()) })
      await tendRooms(em, event.id)
    }
    return { number: event.number, already }
  })
}
