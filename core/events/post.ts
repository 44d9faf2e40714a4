import { z } from 'zod'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { type Entry, postTypes } from './entry.entity.ts'
import { loadForAction } from './load.ts'
import { recordEntry } from './record.ts'

const said = z.object({
  type: z.enum(postTypes),
  title: z.string().trim().min(1).max(512).optional(),
  text: z.string().trim().min(1).max(20_000),
})

/**
 * Writes in the journal: a message, a note, a situation report.
 * @throws Refusal event-not-found, state-refused, input-invalid
 */
export async function postEntry(
  ctx: Context,
  input: { number: string; type: string; title?: string; text: string },
): Promise<Entry> {
  const parsed = said.safeParse(input)
  if (!parsed.success) throw new Refusal('input-invalid', { issues: issuesOf(parsed.error) })
  const { type, title, text } = parsed.data
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'post')
    return recordEntry(em, ctx, event, { type, body: title === undefined ? { text } : { title, text } })
  })
}

function issuesOf(error: z.ZodError): { at: string; seen: string; rule: string }[] {
  return error.issues.map((issue) => ({ at: issue.path.join('.'), seen: '', rule: issue.message }))
}
