import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../read-input.ts'
import { lockConsigned, type Source } from './consigned.ts'
import { actorName } from './correct.ts'
import type { Entry } from './entry.entity.ts'
import { recordEntry } from './record.ts'

export interface WithdrawInput extends Source {
  /** When it was taken back. ISO 8601 instant. */
  readonly at: string
  /** Who took it back, when the actor is the system and he is not its author. */
  readonly by?: { readonly name: string }
}

const given = z.object({
  at: z.iso.datetime({ offset: true }).transform((at) => Temporal.Instant.from(at).toString()),
})

/**
 * A message that was put into journals was deleted: each of them gets an entry that says so, and what it said is shown
 * to nobody any more. No right is asked, and a closed event takes it, as for a correction. Once.
 * @returns the entries written
 * @throws Refusal input-invalid
 */
export async function withdrawConsigned(ctx: Context, input: WithdrawInput): Promise<Entry[]> {
  const { at } = readInput(given, input)
  return ctx.store.transaction(async (em) => {
    const written: Entry[] = []
    for (const { event, entry, amendments } of await lockConsigned(em, input)) {
      if (amendments.withdrawal !== undefined) continue
      const body = { of: entry.rank, said: { by: actorName(ctx, entry, input.by?.name), at } }
      written.push(await recordEntry(em, ctx, event, { type: 'withdrawal', body }))
    }
    return written
  })
}
