import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../read-input.ts'
import { multiline } from '../text-schemas.ts'
import { type ConsignedPlace, lockConsigned, type Source } from './consigned.ts'
import type { Entry } from './entry.entity.ts'
import { currentText, speakerOf } from './present.ts'
import { authorOf, recordEntry } from './record.ts'

export interface CorrectInput extends Source {
  /** What the message says now. */
  readonly text: string
  /** When it was edited. ISO 8601 instant. */
  readonly at: string
  /** Who edited it, when the actor is the system and he is not its author. */
  readonly by?: { readonly name: string }
}

const given = z.object({
  text: multiline().min(1).max(20_000),
  at: z.iso.datetime({ offset: true }).transform((at) => Temporal.Instant.from(at).toString()),
})

/**
 * A message that was put into journals was edited: each of them gets an entry that says what it says now. That follows
 * from its author's act on his own message, so no right is asked, and a closed event takes it.
 * Nothing when it was put nowhere, says the same, was withdrawn, or was edited again since.
 * @returns the entries written
 * @throws Refusal input-invalid
 */
export async function correctConsigned(ctx: Context, input: CorrectInput): Promise<Entry[]> {
  const { text, at } = readInput(given, input)
  return ctx.store.transaction(async (em) => {
    const written: Entry[] = []
    for (const place of await lockConsigned(em, input)) {
      if (!isNews(place, { text, at })) continue
      const said = { by: actorName(ctx, place.entry, input.by?.name), at }
      const body = { of: place.entry.rank, text, said }
      written.push(await recordEntry(em, ctx, place.event, { type: 'correction', body }))
    }
    return written
  })
}

function isNews({ entry, amendments }: ConsignedPlace, edit: { text: string; at: string }): boolean {
  const { corrections, withdrawal } = amendments
  if (withdrawal !== undefined || currentText(entry, corrections) === edit.text) return false
  const last = corrections.at(-1)?.body.said?.at
  return last === undefined || Temporal.Instant.compare(last, edit.at) <= 0
}

/** Who acted on the message: the agent; for somebody whom the directory does not know, the message's author. */
export function actorName(ctx: Context, entry: Entry, by: string | undefined): string {
  return by ?? (ctx.actor.type === 'agent' ? authorOf(ctx) : speakerOf(entry))
}
