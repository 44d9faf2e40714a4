import type { ChatAnswer } from '#bot/chat.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { wordReactions } from '#templates/chat/reactions.ts'
import { wordReplyHere } from '#templates/chat/tchap.ts'
import { blocks, lines } from '#templates/chat/worded.ts'
import { type Bot, provider } from './bot.ts'
import { showCard } from './cards/show-card.ts'
import { refusedForGood } from './client/refused.ts'
import { meaningFor } from './content.ts'
import {
  editContent,
  formatMessage,
  mentions,
  replyRelation,
  splitMessage,
  threadRelation,
} from './format.ts'
import { markCommands } from './mark-commands.ts'
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
  /** An earlier answer of the bot's, to what was since corrected: the first answer takes its place. */
  readonly corrects?: string
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
      await sayAnswer(bot, asked, `${key}/${at}`, answer, at === 0)
    } catch (error) {
      // Somebody who removed the bot gets no answer; the room's next messages must not wait for it.
      if (refusedForGood(error) === undefined) throw error
      bot.report(error)
    }
  }
}

async function sayAnswer(
  bot: Bot,
  asked: Asked,
  key: string,
  answer: ChatAnswer,
  isFirst: boolean,
): Promise<void> {
  if (answer.sign === 'done') {
    await bot.matrix.react(asked.room, asked.id, '✅', key)
    if (answer.text === '') return
  }
  const apart = answer.where === 'private' && !asked.direct
  const room = apart ? await privateRoom(bot, asked) : asked.room
  if (apart) await bot.matrix.react(asked.room, asked.id, '✉️', `${key}/apart`)
  if (answer.card === true && answer.about !== undefined) {
    const shown = await showCard(bot, { room, number: answer.about, key })
    // Where no card may live, the record is shown as it is now.
    if (shown !== undefined) return
  }
  const meaning = meaningFor(answer)
  const asksInRoom = answer.turn !== undefined && !apart && !asked.direct
  const hint = lines(wordReactions(answer), asksInRoom ? wordReplyHere() : '')
  const text = blocks(answer.text, hint)
  // What answers a question is a reply to it; whatever else is said in a room is marked.
  const parts = splitMessage(apart || asked.direct || asksInRoom ? text : markCommands(text))
  for (const [at, part] of parts.entries()) {
    const last = at === parts.length - 1
    const asks = last && (answer.reactions !== undefined || answer.turn !== undefined)
    // In a room, only who is asked something is called.
    const said = { ...formatMessage(part), ...mentions(asks && !asked.direct && !apart ? [asked.by] : []) }
    const inPlace = at === 0 && isFirst && !apart ? asked.corrects : undefined
    const content =
      inPlace === undefined ? { ...said, ...(apart ? {} : placeOf(asked)) } : editContent(inPlace, said)
    const id = await bot.matrix.send({
      room,
      content,
      key: at === 0 ? key : `${key}/${at}`,
      priority: 'answer',
      ...(last ? { meaning } : {}),
    })
    if (last && answer.reactions?.confirm !== undefined) offer(bot, room, id, answer.reactions)
  }
}

/** In its thread when the question stands in one; in a room, as a reply to it. */
function placeOf({ id, thread, direct }: Asked): object {
  if (thread !== undefined) return threadRelation(thread, id)
  return direct ? {} : replyRelation(id)
}

/** The signs that answer, put there to be tapped. They may be lost: the text names them. */
function offer(
  { matrix, report }: Bot,
  room: string,
  id: string,
  { cancel }: NonNullable<ChatAnswer['reactions']>,
): void {
  const signs = cancel === undefined ? ['👍'] : ['👍', '❌']
  for (const sign of signs) matrix.react(room, id, sign, `offer/${id}/${sign}`, 'card').catch(report)
}

async function privateRoom(bot: Bot, { by }: Asked): Promise<string> {
  const agent = await findAgent(bot.store.read(), provider, by)
  if (agent === undefined) throw new Error('a private answer is for an agent')
  return directRoomWith(bot, agent, by)
}
