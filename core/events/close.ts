import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Event } from './event.entity.ts'
import { loadForAction } from './load.ts'
import { recordEntry } from './record.ts'
import { stateChange } from './state-change.ts'

/** Closes an open event; central structures only. @throws Refusal event-not-found, state-refused, right-missing */
export async function closeEvent(ctx: Context, input: { number: string }): Promise<Event> {
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'close')
    const changed = stateChange(event, 'closed')
    event.state = changed.after
    event.version += 1
    event.closedAt = dateOf(ctx.clock.now())
    await recordEntry(em, ctx, event, { type: 'closed', body: {} }, { changed })
    return event
  })
}
