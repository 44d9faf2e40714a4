import type { ChatMessage } from '#bot/chat.ts'
import { noteSaid } from '#bot/heard.ts'
import { hearOnce } from '#bot/once.ts'
import { understands } from '#bot/understands.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { wordUnreadFile } from '#templates/chat/tchap.ts'
import { type Addressed, addressed } from '../addressed.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { eventAbout, type Place, placeOf } from '../place.ts'
import { readFile, UnreadFile } from '../read-file.ts'
import { noteDirect } from '../rooms/direct-room.ts'
import { type Asked, sayAnswers } from '../say.ts'
import { showingWork } from '../showing-work.ts'

/** What was written, as a message or as a correction of one. */
export type Written = Pick<
  Extract<Incoming, { type: 'message' }>,
  'room' | 'id' | 'sender' | 'body' | 'formatted' | 'mentions' | 'replyTo' | 'thread' | 'file'
>

/**
 * Has the bot hear what is said to it, and says its answers.
 * @param correcting the message that this one corrects, and the answer that is to be corrected with it
 */
export async function hearMessage(
  bot: Bot,
  said: Written,
  correcting?: { readonly id: string; readonly answer: string | undefined },
): Promise<void> {
  const { room, id, sender, thread, replyTo } = said
  const place = await placeOf(bot, room)
  const heard = addressed(
    {
      text: said.body,
      mentions: said.mentions,
      direct: place.direct,
      repliesToBot: await isOurs(bot, room, replyTo),
      ...(said.formatted === undefined ? {} : { formatted: said.formatted }),
    },
    { userId: bot.matrix.userId, name: bot.name, understands },
  )
  if (heard === undefined) return
  const unnoted = place.direct && place.scope.type === 'unbound'
  if (unnoted) await noteDirect(bot, room, sender)
  const asked: Asked = {
    room,
    id: correcting?.id ?? id,
    by: sender,
    direct: place.direct,
    ...(thread === undefined ? {} : { thread }),
    ...(correcting?.answer === undefined ? {} : { corrects: correcting.answer }),
  }
  const say = (answers: Parameters<typeof sayAnswers>[3]) => sayAnswers(bot, asked, `answer/${id}`, answers)
  await showingWork(bot, asked, async () => {
    try {
      const { answers } = await hearOnce(bot, await messageFor(bot, said, place, heard))
      await say(answers)
    } catch (error) {
      if (!(error instanceof UnreadFile)) throw error
      await say([{ text: wordUnreadFile(error.facts) }])
    }
  })
  await noteSaid(bot.store, provider, id)
  // What was heard may be what linked the account.
  if (unnoted) await noteDirect(bot, room, sender)
}

async function messageFor(bot: Bot, said: Written, place: Place, heard: Addressed): Promise<ChatMessage> {
  const { room, id, sender, replyTo, thread, file } = said
  const about = replyTo ?? thread
  const number = await eventAbout(bot, [replyTo, thread])
  // Nothing is fetched for somebody who is nobody's agent: he is told how to become known, and sends it again.
  const known = file !== undefined && (await findAgent(bot.store.read(), provider, sender)) !== undefined
  return {
    provider,
    from: sender,
    room,
    id,
    ...heard,
    audience: place.direct ? 'private' : 'room',
    power: bot.matrix.mayAdminister(room, sender),
    ...(bot.matrix.encrypted(room) ? {} : { clear: true }),
    ...(about === undefined ? {} : { about }),
    ...(number === undefined ? {} : { event: number }),
    ...(file === undefined || !known ? {} : { files: [await readFile(bot, file)] }),
  }
}

async function isOurs(bot: Bot, room: string, id: string | undefined): Promise<boolean> {
  if (id === undefined) return false
  return (await bot.matrix.event(room, id))?.getSender() === bot.matrix.userId
}
