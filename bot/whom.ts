import type { Context } from '#core/context.ts'
import { type Reach, reachOf } from '#core/diffusion/reach.ts'
import type { EntryType } from '#core/events/entry.entity.ts'
import type { Confirming } from './talk/state.ts'

/** Acts that are told to others than what is said next. */
const types: Readonly<Record<string, EntryType>> = { retirer: 'withdrawn', lier: 'linked' }

/** All whom the act that waits for yes would tell, each once, and nothing done. @throws Refusal event-not-found */
export async function toldBy(
  ctx: Context,
  { command, number, given }: Pick<Confirming, 'command' | 'number' | 'given'>,
): Promise<Reach> {
  const type = types[command] ?? 'message'
  const numbers = [number, ...(given.other === undefined ? [] : [given.other])]
  const reaches: Reach[] = []
  for (const one of numbers) reaches.push(await reachOf(ctx, { number: one, type }))
  const keyOf = (one: Reach['recipients'][number] | Reach['excluded'][number]) =>
    JSON.stringify([one.name, one.structure])
  const recipients = new Map(reaches.flatMap((reach) => reach.recipients.map((one) => [keyOf(one), one])))
  const excluded = new Map(reaches.flatMap((reach) => reach.excluded.map((one) => [keyOf(one), one])))
  return {
    total: recipients.size,
    recipients: [...recipients.values()],
    excluded: [...excluded].filter(([key]) => !recipients.has(key)).map(([, one]) => one),
  }
}
