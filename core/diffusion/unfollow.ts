import type { Context } from '../context.ts'
import { EventSchema } from '../events/event.entity.ts'
import { actingAgent } from '../events/load.ts'
import { readNumber } from '../events/number.ts'
import { Refusal } from '../refusal.ts'
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
    if (event === null) throw new Refusal('event-not-found', { number })
    const gone = await em.nativeDelete(FollowSchema, { agentId: agent.id, eventId: event.id })
    return { number, followed: gone > 0 }
  })
}
