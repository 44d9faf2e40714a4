import { z } from 'zod'
import type { Context } from '../context.ts'
import { recordWithFiles } from '../documents/keep.ts'
import { checkFiles, type GivenFile } from '../documents/limits.ts'
import { readInput } from '../read-input.ts'
import { line, multiline } from '../text-schemas.ts'
import { findConsigned, rememberConsigned, type Source } from './consigned.ts'
import type { Entry, EntryBody } from './entry.entity.ts'
import { loadForAction } from './load.ts'
import { authorOf } from './record.ts'

export interface ConsignInput {
  readonly number: string
  /** May be empty when there are files. */
  readonly text: string
  /** Who wrote the message, when he is not the actor; named as the journal names people: `Claire Vidal (DDPP 34)`. */
  readonly by?: { readonly name: string }
  /** When it was written. ISO 8601 instant. */
  readonly at: string
  readonly files?: readonly GivenFile[]
  readonly source: Source
}

export interface Consigned {
  readonly entry: Entry
  /** It was in this event's journal before: nothing was written. */
  readonly already: boolean
}

const given = z
  .object({
    text: multiline().max(20_000),
    by: line().min(1).max(250).optional(),
    at: z.iso.datetime({ offset: true }),
    files: z.number(),
  })
  .refine(({ text, files }) => text !== '' || files > 0, {
    path: ['text'],
    error: 'le message n’a ni texte ni fichier',
  })

/**
 * Puts a message of a conversation into the journal ("consigner"), with its files, as one entry. The same message is
 * put once into the same event, whoever asks and however often.
 * @throws Refusal event-not-found, state-refused, document-refused, input-invalid
 */
export async function consignMessage(ctx: Context, input: ConsignInput): Promise<Consigned> {
  const { source, files = [] } = input
  const message = readInput(given, { ...input, by: input.by?.name, files: files.length })
  const checked = await checkFiles(files)
  return ctx.store.transaction(async (em) => {
    // The event is locked from here: of two who ask at once, the second finds what the first wrote.
    const event = await loadForAction(em, ctx, input.number, 'post')
    const before = await findConsigned(em, source, event.id)
    if (before !== undefined) return { entry: before, already: true }
    const type = message.text === '' ? 'document' : 'message'
    const entry = await recordWithFiles(em, ctx, event, { type, body: bodyOf(ctx, message) }, checked)
    await rememberConsigned(em, source, entry)
    return { entry, already: false }
  })
}

function bodyOf(ctx: Context, { text, by, at }: z.infer<typeof given>): EntryBody {
  const own = by === undefined || by === authorOf(ctx)
  return {
    ...(text === '' ? {} : { text }),
    ...(own ? {} : { said: { by, at: Temporal.Instant.from(at).toString() } }),
  }
}
