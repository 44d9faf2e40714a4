import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Entry } from '../events/entry.entity.ts'
import { loadForAction } from '../events/load.ts'
import { readInput } from '../read-input.ts'
import { multiline } from '../text-schemas.ts'
import { recordWithFiles } from './keep.ts'
import { checkFiles, type GivenFile } from './limits.ts'

const given = z.object({
  files: z.array(z.unknown()).min(1),
  text: multiline().max(20_000),
})

/**
 * Adds documents to an event, in one entry of its journal: all of them or none. They tell people, unless `tell` is false.
 * @throws Refusal event-not-found, state-refused, document-refused, input-invalid
 */
export async function attachDocuments(
  ctx: Context,
  input: { number: string; files: readonly GivenFile[]; text?: string; tell?: boolean },
): Promise<Entry> {
  const { text } = readInput(given, { files: input.files, text: input.text ?? '' })
  const files = await checkFiles(input.files)
  return ctx.store.transaction(async (em) => {
    const event = await loadForAction(em, ctx, input.number, 'post')
    const said = { type: 'document', body: text === '' ? {} : { text } } as const
    return recordWithFiles(em, ctx, event, said, files, { tell: input.tell ?? true })
  })
}
