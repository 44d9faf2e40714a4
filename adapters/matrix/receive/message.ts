import type { Bot } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { hearMessage } from './hear-message.ts'

/** Somebody wrote: the bot hears what is said to it. Other programs speak in notices: answering them could go on for ever. */
export async function receiveMessage(bot: Bot, event: Extract<Incoming, { type: 'message' }>): Promise<void> {
  if (event.msgtype !== 'm.notice') await hearMessage(bot, event)
}
