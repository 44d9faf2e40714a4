import type { Context } from '#core/context.ts'
import { audiences } from '#core/diffusion/plan.ts'
import { nobodyTold, toldOf } from '#core/diffusion/told.ts'
import type { PostType } from '#core/events/entry.entity.ts'
import { postEntry } from '#core/events/post.ts'
import type { Reply } from './command.ts'

/** Writes in the journal of an event, and says whom that tells. @throws Refusal as postEntry */
export async function write(ctx: Context, type: PostType, number: string, text: string): Promise<Reply> {
  await postEntry(ctx, { number, type, text })
  if (audiences[type] === 'nobody')
    return { answer: { type: 'posted', data: { number, type, text, told: nobodyTold } }, touched: { number } }
  const told = await toldOf(ctx, { numbers: [number] })
  return {
    answer: { type: 'posted', data: { number, type, text, told } },
    touched: { number },
    tells: { number, told, text },
  }
}
