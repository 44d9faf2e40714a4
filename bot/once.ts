import { isDatabaseDown } from '#core/store/database-down.ts'
import { joinedStore } from '#core/store/joined.ts'
import type { ChatAnswer, ChatMessage } from './chat.ts'
import { disentangled } from './entangled.ts'
import { answersTo, type HearDeps, surprised } from './hear.ts'
import { type HeardMessage, noteAnswers, noteHeard } from './heard.ts'

export interface Heard {
  readonly answers: ChatAnswer[]
  /** It was heard before: these are the answers that it had then, and nothing was done now. */
  readonly again: boolean
}

/** Hears a message whose effect must be had exactly once, however often it is handed over. @throws as onceFor */
export async function hearOnce(deps: HearDeps, message: ChatMessage): Promise<Heard> {
  return onceFor(deps, message, (joined) => answersTo(joined, message))
}

/**
 * Does what a message asks for in one transaction with the note that it was heard: its act, the state of the
 * conversation and its answers are kept together or not at all. What breaks is undone and answered once, so that it is
 * not tried for ever.
 * @throws when the database is down: nothing was done and nothing is to be said, the adapter hands it over again
 */
export async function onceFor(
  deps: HearDeps,
  message: HeardMessage,
  act: (deps: HearDeps) => Promise<ChatAnswer[]>,
): Promise<Heard> {
  const heard = (work: (joined: HearDeps) => Promise<ChatAnswer[]>): Promise<Heard> =>
    deps.store.transaction(async (em) => {
      const before = await noteHeard(em, deps.clock, message)
      if (before !== undefined) return { answers: before, again: true }
      const answers = await work({ ...deps, store: joinedStore(deps.store, em) })
      await noteAnswers(em, message, answers)
      return { answers, again: false }
    })
  try {
    return await disentangled(() => heard(act))
  } catch (error) {
    if (isDatabaseDown(error)) throw error
    return heard(async (joined) => [await surprised(joined, error, message)])
  }
}
