import { type MembersNoted, noteOutsideTold } from '#core/rooms/note-members.ts'
import { wordOutside } from '#templates/chat/tchap.ts'
import type { Bot } from '../bot.ts'
import { refreshRoom } from '../cards/refresh-cards.ts'
import { refusedForGood } from '../client/refused.ts'
import { formatMessage } from '../format.ts'

/**
 * What a structure's room may read has changed, or is less from the start: its cards follow, and the room is told why. Until
 * that is done it is begun anew, each time that its members are noted.
 */
export async function sayOutsiders(bot: Bot, address: string, noted: MembersNoted): Promise<void> {
  try {
    await say(bot, address, noted)
  } catch (error) {
    // Where the bot may not speak it has nothing to lower.
    if (refusedForGood(error) === undefined) throw error
    bot.report(error)
  }
}

async function say(
  bot: Bot,
  address: string,
  { room, outsiders, changed, untold }: MembersNoted,
): Promise<void> {
  if (changed || untold !== undefined) await refreshRoom(bot, address)
  if (untold === undefined) return
  const names = outsiders.map((user) => bot.matrix.displayName(address, user))
  await bot.matrix.send({
    room: address,
    content: formatMessage(wordOutside(names)),
    key: `outside/${room.key}/${untold}`,
    priority: 'answer',
  })
  await noteOutsideTold(bot.store, { id: room.id, told: untold })
}
