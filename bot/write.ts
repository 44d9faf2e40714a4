import type { Context } from '#core/context.ts'
import { audiences } from '#core/diffusion/plan.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import type { PostType } from '#core/events/entry.entity.ts'
import { postEntry } from '#core/events/post.ts'
import type { Reply } from './command.ts'

/** Writes in the journal of an event, and says how many are told. @throws Refusal as postEntry */
export async function write(ctx: Context, type: PostType, number: string, text: string): Promise<Reply> {
  await postEntry(ctx, { number, type, text })
  const told = audiences[type] === 'nobody' ? 0 : (await reachOf(ctx, { number })).total
  return { answer: { type: 'posted', data: { number, type, told } }, touched: { number } }
}
