import type { Context } from '../context.ts'
import type { Event } from './event.entity.ts'
import { loadForAction } from './load.ts'
import { recordEntry } from './record.ts'

/** Opens a closed event again; its date of publication stays. @throws Refusal event-not-found, state-refused, right-missing */
export async function reopenEvent(ctx: Context, input: { number: string }): Promise<Event> {
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'reopen')
    event.state = 'open'
    event.version += 1
    event.closedAt = null
    await recordEntry(em, ctx, event, { type: 'reopened', body: {} })
    return event
  })
}
