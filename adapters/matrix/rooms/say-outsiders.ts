import type { MembersNoted } from '#core/rooms/note-members.ts'
import { wordOutside } from '#templates/chat/tchap.ts'
import type { Bot } from '../bot.ts'
import { refreshRoom } from '../cards/refresh-cards.ts'
import { formatMessage } from '../format.ts'

/** What a structure's room may read has changed, or is less from the start: its cards follow, and the room is told why. */
export async function sayOutsiders(
  bot: Bot,
  address: string,
  { outsiders, changed, first }: MembersNoted,
  key: string,
): Promise<void> {
  if (changed) await refreshRoom(bot, address)
  if (first ? outsiders.length === 0 : !changed) return
  const names = outsiders.map((user) => bot.matrix.displayName(address, user))
  await bot.matrix.send({
    room: address,
    content: formatMessage(wordOutside(names)),
    key,
    priority: 'answer',
  })
}
