import type { ChatAnswer, ChatMessage, Say } from '#bot/chat.ts'

/** What was heard lately and what was answered, by the agent's address and the terminal's id for it. */
export type Memory = Map<string, Heard>

interface Heard {
  readonly answers: ChatAnswer[]
  /** Resolves when every answer was given. */
  readonly done: Promise<void>
  /** Who is told the answers now: the terminal that asked last. */
  listener: (answer: ChatAnswer) => void
}

/** How many of the last messages are remembered, over all terminals. */
const remembered = 1000

/**
 * Has a message heard once: a terminal that lost its connection and says it again gets the answers that were given
 * meanwhile and those to come. Remembered while this process lives; a terminal repeats nothing to the next one.
 */
export async function hearOnce(
  memory: Memory,
  key: string,
  hear: (message: ChatMessage, say: Say) => Promise<void>,
  { message, say }: { message: ChatMessage; say: (answer: ChatAnswer) => void },
): Promise<void> {
  const before = memory.get(key)
  if (before !== undefined) {
    for (const answer of before.answers) say(answer)
    before.listener = say
    return before.done
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const heard: Heard = { answers: [], done: promise, listener: say }
  memory.set(key, heard)
  forgetOldest(memory)
  hear(message, async (answer) => {
    heard.answers.push(answer)
    heard.listener(answer)
  }).then(resolve, reject)
  return promise
}

function forgetOldest(memory: Memory): void {
  const [oldest] = memory.keys()
  if (memory.size > remembered && oldest !== undefined) memory.delete(oldest)
}
