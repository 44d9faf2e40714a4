import type { ChatMessage } from '#bot/chat.ts'
import { noteSaid } from '#bot/heard.ts'
import { hearOnce } from '#bot/once.ts'
import { wordUnreadFile } from '#templates/chat/tchap.ts'
import { addressed } from '../addressed.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { eventAbout, type Place, placeOf } from '../place.ts'
import { readFile, UnreadFile } from '../read-file.ts'
import { type Asked, sayAnswers } from '../say.ts'
import { showingWork } from '../showing-work.ts'

type Message = Extract<Incoming, { type: 'message' }>

/** Somebody wrote: the bot hears what is said to it, and answers. */
export async function receiveMessage(bot: Bot, event: Message): Promise<void> {
  // Other programs speak in notices: answering them could go on for ever.
  if (event.msgtype === 'm.notice') return
  const place = await placeOf(bot, event.room)
  const about = event.replyTo ?? event.thread
  const number = await eventAbout(bot, [event.replyTo, event.thread])
  const text = addressed(
    {
      text: event.body,
      mentions: event.mentions,
      direct: place.direct,
      repliesToBot: await isOurs(bot, event.room, event.replyTo),
    },
    { userId: bot.matrix.userId, name: bot.name },
  )
  if (text === undefined) return
  const asked: Asked = {
    room: event.room,
    id: event.id,
    by: event.sender,
    direct: place.direct,
    ...(event.thread === undefined ? {} : { thread: event.thread }),
  }
  await showingWork(bot, asked, async () => {
    try {
      const message = await messageFor(bot, event, place, { text, about, number })
      const { answers } = await hearOnce(bot, message)
      await sayAnswers(bot, asked, `answer/${event.id}`, answers)
    } catch (error) {
      if (!(error instanceof UnreadFile)) throw error
      await sayAnswers(bot, asked, `answer/${event.id}`, [{ text: wordUnreadFile(error.facts) }])
    }
  })
  await noteSaid(bot.store, provider, event.id)
}

async function messageFor(
  bot: Bot,
  event: Message,
  place: Place,
  said: { text: string; about: string | undefined; number: string | undefined },
): Promise<ChatMessage> {
  const { about, number, text } = said
  return {
    provider,
    from: event.sender,
    room: event.room,
    id: event.id,
    text,
    audience: place.direct ? 'private' : 'room',
    power: bot.matrix.mayAdminister(event.room, event.sender),
    ...(about === undefined ? {} : { about }),
    ...(number === undefined ? {} : { event: number }),
    ...(event.file === undefined ? {} : { files: [await readFile(bot, event.file)] }),
  }
}

async function isOurs(bot: Bot, room: string, id: string | undefined): Promise<boolean> {
  if (id === undefined) return false
  return (await bot.matrix.event(room, id))?.getSender() === bot.matrix.userId
}
