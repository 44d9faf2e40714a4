import type { Context } from '#core/context.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { Refusal } from '#core/refusal.ts'
import { type Answer, wordAnswer } from '#templates/chat/answer.ts'
import type { ChatAnswer } from './chat.ts'
import type { HearDeps } from './hear.ts'

/** Who did something in a chat without saying a sentence. */
export interface By {
  readonly provider: string
  readonly from: string
}

/** The context of the agent who speaks from there; undefined for a stranger. */
export async function contextOf(deps: HearDeps, { provider, from }: By): Promise<Context | undefined> {
  const { store, clock, interests, undoSeconds = 0 } = deps
  const agent = await findAgent(store.read(), provider, from)
  return agent === undefined
    ? undefined
    : { store, clock, interests, undoSeconds, actor: { type: 'agent', agent } }
}

/** A thing was done: a sign where the chat has one. @param number of the event that it is about */
export function done(number?: string): ChatAnswer {
  return { text: '', sign: 'done', ...(number === undefined ? {} : { about: number }) }
}

/** The answer in words, for him alone: what he did may not concern who else reads. */
export function privateAnswer(answer: Answer): ChatAnswer {
  return { ...wordAnswer(answer), where: 'private' }
}

/** Does what an agent asked for by a sign. A stranger is not answered, a refusal is told to him alone. */
export async function act(
  deps: HearDeps,
  by: By,
  work: (ctx: Context) => Promise<ChatAnswer[]>,
): Promise<ChatAnswer[]> {
  const ctx = await contextOf(deps, by)
  if (ctx === undefined) return []
  try {
    return await work(ctx)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [privateAnswer({ type: 'refused', data: { refusal: error } })]
  }
}
