import { dateOf, todayOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { checkFields } from '../kinds/check-fields.ts'
import { kindOf } from '../kinds/kinds.ts'
import type { Event } from './event.entity.ts'
import { loadForAction } from './load.ts'
import { recordEntry } from './record.ts'
import { stateChange } from './state-change.ts'

/**
 * Publishes a draft: from now on every agent of the domain may see it, and those whom it concerns are told.
 * @throws Refusal event-not-found, state-refused, right-missing, fields-invalid
 */
export async function publishEvent(ctx: Context, input: { number: string }): Promise<Event> {
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'publish')
    event.fields = checkFields(kindOf(event.kind), event.fields, 'published', todayOf(ctx.clock))
    const changed = stateChange(event, 'open')
    event.state = changed.after
    event.version += 1
    event.publishedAt = dateOf(ctx.clock.now())
    await recordEntry(em, ctx, event, { type: 'published', body: {} }, { changed })
    return event
  })
}
