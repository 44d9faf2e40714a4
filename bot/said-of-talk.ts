import type { Context } from '#core/context.ts'
import { loadEvent } from '#core/events/load.ts'
import { Refusal } from '#core/refusal.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { Command } from './command.ts'
import { about } from './talk/about.ts'
import type { Talk } from './talk/state.ts'
import type { TalkTools } from './talk/turn.ts'

/** What is said of a question beside the answer: that it was forgotten, that it is still open, that it lapsed. */
export async function saidOfTalk(
  ctx: Context,
  type: 'forgotten' | 'still-open' | 'lapsed',
  talk: Talk | null | undefined,
  tools: TalkTools<Command>,
): Promise<Answer[]> {
  if (talk === null || talk === undefined || talk.type === 'offering') return []
  if (talk.type === 'confirming' && talk.draft && !(await isDraft(ctx, talk.number))) return []
  return [{ type, data: { about: about(tools, talk) } }]
}

/** It may have been published or withdrawn meanwhile, here or by somebody else: no draft is kept then. */
async function isDraft(ctx: Context, number: string): Promise<boolean> {
  try {
    return (await loadEvent(ctx.store.read(), ctx, number)).state === 'draft'
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
