import { correctConsigned } from '#bot/amend.ts'
import { answersGiven, noteSaid } from '#bot/heard.ts'
import { onceFor } from '#bot/once.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { placeOf } from '../place.ts'
import { sayAnswers } from '../say.ts'
import { hearMessage } from './hear-message.ts'

type Edit = Extract<Incoming, { type: 'edit' }>

/**
 * A message was edited by its author: the journals that have it are corrected. A command that did nothing is heard anew,
 * and its answer corrected in place; one that did something stands: only another command changes what it did.
 */
export async function receiveEdit(bot: Bot, event: Edit): Promise<void> {
  const { room, id, of, sender, at, body: text } = event
  const original = await bot.matrix.event(room, of)
  // Clients show nobody else's edit of a message: neither do journals.
  if (original?.getSender() !== sender) return
  const given = await answersGiven(bot.store, { provider, id: of, from: sender })
  if (given?.length === 1 && given[0]?.undone === true) {
    const { replyEventId: replyTo, threadRootId: thread } = original
    const answer = await bot.matrix.sentAs(`answer/${of}/0`)
    const relations = {
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(thread === undefined ? {} : { thread }),
    }
    const formatted = event.formatted === undefined ? {} : { formatted: event.formatted }
    return hearMessage(
      bot,
      { room, id, sender, body: text, mentions: event.mentions, ...formatted, ...relations },
      { id: of, answer },
    )
  }
  const by = { provider, from: sender, name: bot.matrix.displayName(room, sender) } as const
  const { answers } = await onceFor(bot, { provider, id, room, from: sender, about: of }, (joined) =>
    correctConsigned(joined, { by, message: { id: of, text, at: at.toString() } }),
  )
  const { direct } = await placeOf(bot, room)
  await sayAnswers(bot, { room, id: of, by: sender, direct }, `answer/${id}`, answers)
  await noteSaid(bot.store, provider, id)
}
