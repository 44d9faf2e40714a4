import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { loadEvent, loadForAction } from './load.ts'
import { readNumber } from './number.ts'
import { recordEntry } from './record.ts'

/**
 * Links two events that the agent may see ("lien libre"): undirected, once, written in both journals.
 * @throws Refusal event-not-found, state-refused, link-refused
 */
export async function linkEvents(ctx: Context, input: { number: string; other: string }): Promise<void> {
  const numbers = [readNumber(input.number), readNumber(input.other)].sort()
  const [first = '', second = ''] = numbers
  if (first === second) throw new Refusal('link-refused', { number: first, reason: 'itself' })
  await ctx.store.transaction(async (em) => {
    // Both must be visible before either is locked; locks are taken in the order of the numbers, so that two links never wait for each other.
    await loadEvent(em, ctx, second)
    const one = await loadForAction(em, ctx, first, 'link')
    const two = await loadForAction(em, ctx, second, 'link')
    const changed = {
      type: 'link',
      lowId: Math.min(one.id, two.id),
      highId: Math.max(one.id, two.id),
    } as const
    const added = await em.execute(
      'insert into link (low_id, high_id) values (?, ?) on conflict do nothing returning low_id',
      [changed.lowId, changed.highId],
    )
    if (added.length === 0) throw new Refusal('link-refused', { number: second, reason: 'already' })
    await recordEntry(em, ctx, one, { type: 'linked', body: { other: two.number } }, { changed })
    await recordEntry(em, ctx, two, { type: 'linked', body: { other: one.number } }, { changed })
  })
}
