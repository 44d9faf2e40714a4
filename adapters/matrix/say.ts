import type { ChatAnswer } from '#bot/chat.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { wordReactions } from '#templates/chat/reactions.ts'
import { type Bot, provider } from './bot.ts'
import { showCard } from './cards/show-card.ts'
import { refusedForGood } from './client/refused.ts'
import { meaningFor } from './content.ts'
import { formatMessage, mentions, replyRelation, splitMessage, threadRelation } from './format.ts'
import { directRoomWith } from './rooms/direct-room.ts'

/** Where a question was asked, and by whom. */
export interface Asked {
  readonly room: string
  readonly id: string
  readonly by: string
  /** Root of the thread that it stands in. */
  readonly thread?: string
  /** Only the bot and he read the room. */
  readonly direct: boolean
}

/**
 * Says the answers to a message, each under a key of its own: said again after a crash, nothing shows twice.
 * @param key of the message that is answered
 */
export async function sayAnswers(
  bot: Bot,
  asked: Asked,
  key: string,
  answers: readonly ChatAnswer[],
): Promise<void> {
  for (const [at, answer] of answers.entries()) {
    try {
      await sayAnswer(bot, asked, `${key}/${at}`, answer)
    } catch (error) {
      // Somebody who removed the bot gets no answer; the room's next messages must not wait for it.
      if (refusedForGood(error) === undefined) throw error
      bot.report(error)
    }
  }
}

async function sayAnswer(bot: Bot, asked: Asked, key: string, answer: ChatAnswer): Promise<void> {
  if (answer.sign === 'done') {
    await bot.matrix.react(asked.room, asked.id, '✅', key)
    if (answer.text === '') return
  }
  const apart = answer.where === 'private' && !asked.direct
  const room = apart ? await privateRoom(bot, asked) : asked.room
  if (apart) await bot.matrix.react(asked.room, asked.id, '✉️', `${key}/apart`)
  if (answer.card === true && answer.about !== undefined)
    return void (await showCard(bot, { room, number: answer.about, key }))
  const meaning = meaningFor(answer)
  const hint = wordReactions(answer)
  const parts = splitMessage(hint === '' ? answer.text : `${answer.text}\n\n${hint}`)
  for (const [at, part] of parts.entries()) {
    const last = at === parts.length - 1
    const asks = last && (answer.reactions !== undefined || answer.turn !== undefined)
    const content = {
      ...formatMessage(part),
      ...(apart || asked.direct ? {} : placeOf(asked)),
      // In a room, only who is asked something is called.
      ...mentions(asks && !asked.direct && !apart ? [asked.by] : []),
    }
    await bot.matrix.send({
      room,
      content,
      key: at === 0 ? key : `${key}/${at}`,
      priority: 'answer',
      ...(last ? { meaning } : {}),
    })
  }
}

/** A reply where it was asked: in its thread when it stands in one. */
function placeOf({ id, thread }: Asked): object {
  return thread === undefined ? replyRelation(id) : threadRelation(thread, id)
}

async function privateRoom(bot: Bot, { by }: Asked): Promise<string> {
  const agent = await findAgent(bot.store.read(), provider, by)
  if (agent === undefined) throw new Error('a private answer is for an agent')
  return directRoomWith(bot, agent, by)
}
