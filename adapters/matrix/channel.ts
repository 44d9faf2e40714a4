import { cardFor } from '#core/diffusion/cards.ts'
import type { Channel, Message, Outcome } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { wordBare } from '#templates/chat/bare.ts'
import { wordDigest } from '#templates/chat/digest.ts'
import { wordNotice, wordWhy } from '#templates/chat/notice.ts'
import { type Bot, provider } from './bot.ts'
import { showCard } from './cards/show-card.ts'
import { refusedForGood } from './client/refused.ts'
import { formatMessage, mentions, splitMessage, threadRelation } from './format.ts'
import { markCommands } from './mark-commands.ts'
import { directRoomWith } from './rooms/direct-room.ts'

/** Tchap as a channel, in the process that serves the account. An address is a user id or a room id. */
export function matrixChannel(bot: Bot): Channel {
  return {
    name: provider,
    word,
    send: async (key, address, message) => {
      try {
        const inRoom = address.startsWith('!')
        const room = inRoom ? address : await roomOf(bot, address)
        if (room === undefined) return { state: 'refused', why: 'agent-not-found' }
        if (!bot.matrix.joined(room)) return { state: 'refused', why: 'room-left' }
        return delivered(await tell(bot, room, key, message, inRoom ? markCommands : asIs))
      } catch (error) {
        const why = refusedForGood(error)
        if (why === undefined) throw error
        return { state: 'refused', why }
      }
    },
  }
}

function word(message: Message): void {
  if (message.type === 'digest')
    for (const part of splitMessage(markCommands(wordDigest(message.digest).text))) formatMessage(part)
}

async function roomOf(bot: Bot, address: string): Promise<string | undefined> {
  const agent = await findAgent(bot.store.read(), provider, address)
  return agent === undefined ? undefined : directRoomWith(bot, agent, address)
}

type Marked = (markdown: string) => string
const asIs: Marked = (markdown) => markdown

function tell(bot: Bot, room: string, key: string, message: Message, marked: Marked): Promise<string> {
  switch (message.type) {
    case 'notice':
      return tellNotice(bot, room, key, message.notice, marked)
    case 'digest':
      return tellText(bot, room, key, marked(wordDigest(message.digest).text))
    case 'bare': {
      const content = { msgtype: 'm.text', body: wordBare(message.events), ...mentions([]) }
      return bot.matrix.send({ room, content, key, priority: 'notice' })
    }
  }
}

/** The first notice of an event in a room is its live card; the next ones stand in its thread. */
async function tellNotice(
  bot: Bot,
  room: string,
  key: string,
  notice: Notice,
  marked: Marked,
): Promise<string> {
  const em = bot.store.read()
  const { number } = notice.event
  const event = await em.findOne(EventSchema, { number })
  const card = event === null ? undefined : await cardFor(em, provider, room, event.id)
  const meaning = { about: number, ...(notice.acknowledge ? { acknowledge: true } : {}) }
  if (notice.telling.type === 'whole' && (card === undefined || (await isOf(bot, key, card.messageId)))) {
    const shown = await showCard(bot, { room, number, key, footer: marked(wordWhy(notice)), meaning })
    if (shown !== undefined) return shown
  }
  return bot.matrix.send({
    room,
    content: {
      ...formatMessage(marked(wordNotice(notice).text)),
      ...(card === undefined ? {} : threadRelation(card.messageId)),
    },
    key,
    priority: 'notice',
    meaning,
  })
}

/** An attempt after a crash finds the card that the attempt before it made. */
async function isOf(bot: Bot, key: string, messageId: string): Promise<boolean> {
  return (await bot.matrix.sentAs(key)) === messageId
}

/** In as many messages as it takes; the receipt is the last one's. */
async function tellText(bot: Bot, room: string, key: string, text: string): Promise<string> {
  let last = ''
  for (const [at, part] of splitMessage(text).entries())
    last = await bot.matrix.send({
      room,
      content: formatMessage(part),
      key: at === 0 ? key : `${key}/${at}`,
      priority: 'notice',
    })
  return last
}

function delivered(receipt: string): Outcome {
  return { state: 'delivered', receipt }
}
