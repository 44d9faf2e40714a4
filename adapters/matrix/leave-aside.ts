import { setAside } from '#bot/set-aside.ts'
import { wordAside } from '#templates/chat/limits.ts'
import { type Bot, provider } from './bot.ts'
import type { Incoming } from './client/incoming-event.ts'
import { refusedForGood } from './client/refused.ts'
import { mentions, replyRelation } from './format.ts'

/** Kinds of events by which somebody asks the bot for something. */
const asking: ReadonlySet<Incoming['type']> = new Set(['message', 'edit', 'reaction'])

/** Keeps an event apart that cannot be handled, and tells who waits for its answer: in plain words, which cannot fail as well. */
export async function leaveAside(bot: Bot, event: Incoming, error: unknown): Promise<void> {
  const { room } = event
  const id = 'id' in event ? event.id : `${event.type} ${room}`
  const reference = await setAside(bot.store.read(), bot.clock, {
    provider,
    id,
    room,
    ...('sender' in event ? { sender: event.sender } : {}),
    message: event,
    error,
  })
  bot.log({ id: reference, error, provider, room, messageId: id })
  if (!asking.has(event.type)) return
  try {
    const body = wordAside({ reference })
    const content = { msgtype: 'm.text', body, ...mentions([]), ...replyRelation(id) }
    await bot.matrix.send({ room, content, key: `aside/${reference}`, priority: 'answer' })
  } catch (refused) {
    if (refusedForGood(refused) === undefined) throw refused
    bot.report(refused)
  }
}
