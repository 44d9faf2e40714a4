import type { ChatAnswer, ChatMessage, Say } from '#bot/chat.ts'

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
 * Has each message heard once, those of one room one after the other. A terminal that lost its connection and says a
 * message again gets the answers that were given meanwhile and those to come. Remembered while this process lives.
 * @returns resolves when every answer was given; rejects as `hear` does
 */
export function hearerOf(
  hear: (message: ChatMessage, say: Say) => Promise<void>,
): (message: ChatMessage, say: (answer: ChatAnswer) => void) => Promise<void> {
  const memory = new Map<string, Heard>()
  const rooms = new Map<string, Promise<void>>()
  return (message, say) => {
    // Another text under the same id is another message.
    const key = JSON.stringify([message.id, message.text])
    const before = memory.get(key)
    if (before !== undefined) {
      for (const answer of before.answers) say(answer)
      before.listener = say
      return before.done
    }
    const answers: ChatAnswer[] = []
    const forerunner = rooms.get(message.room) ?? Promise.resolve()
    const done = forerunner.then(() =>
      hear(message, async (answer) => {
        answers.push(answer)
        heard.listener(answer)
      }),
    )
    const heard: Heard = { answers, done, listener: say }
    memory.set(key, heard)
    // What went wrong is the business of who said it, not of who speaks next.
    const settled = done.catch(() => undefined)
    rooms.set(message.room, settled)
    void settled.then(() => {
      if (rooms.get(message.room) === settled) rooms.delete(message.room)
    })
    const [oldest] = memory.keys()
    if (memory.size > remembered && oldest !== undefined) memory.delete(oldest)
    return done
  }
}
