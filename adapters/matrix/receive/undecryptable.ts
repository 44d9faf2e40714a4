import { wordUndecryptable } from '#templates/chat/tchap.ts'
import type { Bot } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { formatMessage, replyRelation } from '../format.ts'
import { placeOf } from '../place.ts'

/** The keys of a message have not come: its author is told in a direct message, since it may have been for the bot. */
export async function receiveUndecryptable(
  bot: Bot,
  { room, id }: Extract<Incoming, { type: 'undecryptable' }>,
): Promise<void> {
  const { direct } = await placeOf(bot, room)
  // In a room it was most likely for others; the operator's `matrix health` counts it.
  if (!direct) return
  await bot.matrix.send({
    room,
    content: { ...formatMessage(wordUndecryptable()), ...replyRelation(id) },
    key: `undecryptable/${id}`,
    priority: 'answer',
  })
}
