import type { Context } from '../context.ts'
import type { Event } from './event.entity.ts'
import { loadForAction } from './load.ts'
import { recordEntry } from './record.ts'
import { stateChange } from './state-change.ts'

/**
 * Opens a closed or withdrawn event again; its date of publication stays. A draft that was withdrawn is a draft again.
 * @throws Refusal event-not-found, state-refused, right-missing
 */
export async function reopenEvent(ctx: Context, input: { number: string }): Promise<Event> {
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'reopen')
    const body = event.state === 'withdrawn' ? ({ from: 'withdrawn' } as const) : {}
    const changed = stateChange(event, event.publishedAt ? 'open' : 'draft')
    event.state = changed.after
    event.version += 1
    event.closedAt = null
    await recordEntry(em, ctx, event, { type: 'reopened', body }, { changed })
    return event
  })
}
