import type { Context } from '../context.ts'
import { EventSchema } from '../events/event.entity.ts'
import { actingAgent, loadEvent } from '../events/load.ts'
import { readNumber } from '../events/number.ts'
import { tendRooms } from '../rooms/tend.ts'
import { FollowSchema } from './follow.entity.ts'

/** The agent no longer follows the event. Allowed even when he may no longer see it. @throws Refusal event-not-found */
export async function unfollowEvent(
  ctx: Context,
  input: { number: string },
): Promise<{ number: string; followed: boolean }> {
  const agent = actingAgent(ctx, 'follow')
  const number = readNumber(input.number)
  return ctx.store.transaction(async (em) => {
    const event = await em.findOne(EventSchema, { number })
    const gone =
      event === null ? 0 : await em.nativeDelete(FollowSchema, { agentId: agent.id, eventId: event.id })
    // Who did not follow it learns nothing of an event that he may not see.
    if (gone === 0) await loadEvent(em, ctx, number)
    else if (event !== null) await tendRooms(em, event.id)
    return { number, followed: gone > 0 }
  })
}
