import type { Bot } from './bot.ts'
import type { Asked } from './say.ts'

/** ms of silence after which a person may think that he was not heard. */
const silence = 1200
/** ms between two signs; a typing notice lives a little longer. */
const again = 15_000

/** Does the work; when it takes long, the person is shown at once that he was heard, and that it goes on. */
export async function showingWork(bot: Bot, asked: Asked, work: () => Promise<void>): Promise<void> {
  let shown = false
  const show = () => {
    if (!shown) bot.matrix.react(asked.room, asked.id, '👀', `seen/${asked.id}`).catch(bot.report)
    shown = true
    bot.matrix.typing(asked.room, again + 5000).catch(() => undefined)
  }
  const first = setTimeout(show, silence)
  const next = setInterval(() => {
    if (shown) show()
  }, again)
  try {
    await work()
  } finally {
    clearTimeout(first)
    clearInterval(next)
    if (shown) bot.matrix.typing(asked.room, 0).catch(() => undefined)
  }
}
