import { acknowledge } from '#bot/acknowledge.ts'
import type { ChatAnswer } from '#bot/chat.ts'
import { consignMessage } from '#bot/consign.ts'
import { noteSaid } from '#bot/heard.ts'
import { hearOnce, onceFor } from '#bot/once.ts'
import { wordUnreadFile } from '#templates/chat/tchap.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { type Meaning, meaningOf } from '../content.ts'
import { fetchMessage } from '../fetch-message.ts'
import { eventAbout, placeOf } from '../place.ts'
import { type ReadReaction, readReaction } from '../reactions.ts'
import { UnreadFile } from '../read-file.ts'
import { sayAnswers } from '../say.ts'

type Reaction = Extract<Incoming, { type: 'reaction' }>

/** Somebody put a sign on a message: 📌 puts it into the journal; on a message of the bot's it says what that one holds for it. */
export async function receiveReaction(bot: Bot, event: Reaction): Promise<void> {
  const sign = readReaction(event.key)
  if (sign.type === 'other') return
  const place = await placeOf(bot, event.room)
  const answers =
    sign.type === 'pin' ? await pin(bot, event, place.direct) : await chosen(bot, event, sign, place.direct)
  if (answers === undefined) return
  const asked = { room: event.room, id: event.of, by: event.sender, direct: place.direct }
  await sayAnswers(bot, asked, `answer/${event.id}`, answers)
  await noteSaid(bot.store, provider, event.id)
}

async function pin(bot: Bot, event: Reaction, direct: boolean): Promise<ChatAnswer[] | undefined> {
  const { room, of, sender: from, id } = event
  try {
    const message = await fetchMessage(bot, room, of)
    if (message === undefined) return undefined
    const number = await eventAbout(bot, await rootsOf(bot, room, of))
    const { answers } = await onceFor(bot, { provider, id, room, from, about: of }, (joined) =>
      consignMessage(joined, {
        by: { provider, from },
        message,
        room,
        id,
        audience: direct ? 'private' : 'room',
        ...(number === undefined ? {} : { number }),
      }),
    )
    return answers
  } catch (error) {
    if (error instanceof UnreadFile) return [{ text: wordUnreadFile(error.facts) }]
    throw error
  }
}

/** The message itself, the one it answers, and the root of its thread. */
async function rootsOf(bot: Bot, room: string, id: string): Promise<(string | undefined)[]> {
  const event = await bot.matrix.event(room, id)
  return [id, event?.replyEventId, event?.threadRootId]
}

async function chosen(
  bot: Bot,
  event: Reaction,
  sign: ReadReaction,
  direct: boolean,
): Promise<ChatAnswer[] | undefined> {
  const { room, of, sender: from, id } = event
  const about = await bot.matrix.event(room, of)
  if (about === undefined || about.getSender() !== bot.matrix.userId) return undefined
  const meaning = meaningOf(about)
  if (meaning === undefined) return undefined
  if (sign.type === 'confirm' && meaning.acknowledge === true)
    return (
      await onceFor(bot, { provider, id, room, from, about: of }, (joined) =>
        acknowledge(joined, { by: { provider, from }, receipt: of }),
      )
    ).answers
  const text = wordsOf(meaning, sign)
  if (text === undefined) return undefined
  const { answers } = await hearOnce(bot, {
    provider,
    from,
    room,
    id,
    text,
    audience: direct ? 'private' : 'room',
    power: bot.matrix.mayAdminister(room, from),
    ...(meaning.turn === undefined ? {} : { turn: meaning.turn }),
  })
  return answers
}

/** What the sign stands for on this message; undefined when it stands for nothing there. */
function wordsOf(meaning: Meaning, sign: ReadReaction): string | undefined {
  switch (sign.type) {
    case 'confirm':
      return meaning.confirm
    case 'cancel':
      return meaning.cancel
    case 'choice':
      return meaning.choices?.[sign.n - 1]
    default:
      return undefined
  }
}
