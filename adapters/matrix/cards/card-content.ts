import type { EventReading } from '#core/events/read.ts'
import { findRoom } from '#core/rooms/find-room.ts'
import { wordLiveCard } from '#templates/chat/live-card.ts'
import { type Bot, provider } from '../bot.ts'
import { formatMessage, type TextContent } from '../format.ts'

/** The message that shows an event as it is now in a room. @param footer what stays below it */
export async function cardContent(
  bot: Bot,
  room: string,
  reading: EventReading,
  footer: string,
): Promise<TextContent> {
  const type = (await findRoom(bot.store.read(), { provider, address: room }))?.type ?? 'direct'
  const { text } = wordLiveCard(reading, { room: type })
  return formatMessage(footer === '' ? text : `${text}\n\n${footer}`)
}
