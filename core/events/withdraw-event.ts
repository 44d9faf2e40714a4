import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../read-input.ts'
import { multiline } from '../text-schemas.ts'
import type { Event } from './event.entity.ts'
import { loadForAction } from './load.ts'
import { recordEntry } from './record.ts'
import { stateChange } from './state-change.ts'

const given = z.object({
  reason: multiline()
    .max(2000)
    .refine((text) => (text.match(/\p{L}/gu) ?? []).length >= 3, {
      error: 'le motif dit en quelques mots pourquoi l’évènement est retiré',
    }),
})

/**
 * Takes back an event that was a mistake ("retirer"), with the reason: it is kept, shown as withdrawn, and found only when
 * asked for. Whoever was told of it learns it, and nobody else; of a draft, nobody.
 * @throws Refusal event-not-found, state-refused, right-missing, input-invalid
 */
export async function withdrawEvent(ctx: Context, input: { number: string; reason: string }): Promise<Event> {
  const { reason } = readInput(given, { reason: input.reason })
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'withdraw')
    const changed = stateChange(event, 'withdrawn')
    event.state = changed.after
    event.version += 1
    await recordEntry(em, ctx, event, { type: 'withdrawn', body: { text: reason } }, { changed })
    return event
  })
}
