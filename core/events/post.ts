import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../read-input.ts'
import { line, multiline } from '../text-schemas.ts'
import { type Entry, postTypes } from './entry.entity.ts'
import { loadForAction } from './load.ts'
import { recordEntry } from './record.ts'

/** Characters. */
export const most = { title: 512, text: 20_000 } as const

const said = z.object({
  type: z.enum(postTypes),
  title: line().min(1).max(most.title).optional(),
  text: multiline().min(1).max(most.text),
})

/**
 * Writes in the journal: a message, a note, a situation report.
 * @throws Refusal event-not-found, state-refused, input-invalid
 */
export async function postEntry(
  ctx: Context,
  input: { number: string; type: string; title?: string; text: string },
): Promise<Entry> {
  const { type, title, text } = readInput(said, { type: input.type, title: input.title, text: input.text })
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'post')
    return recordEntry(em, ctx, event, { type, body: title === undefined ? { text } : { title, text } })
  })
}
