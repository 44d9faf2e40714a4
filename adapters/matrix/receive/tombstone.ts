import { moveRoom } from '#core/rooms/note-room.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { refusedForGood } from '../client/refused.ts'

/**
 * The room was replaced by another (an upgrade): the bot follows, with all that was bound to it. Into a room that asks for
 * an invitation it comes once it has one (invite.ts).
 */
export async function receiveTombstone(
  bot: Bot,
  { room, sender, replacement }: Extract<Incoming, { type: 'tombstone' }>,
): Promise<void> {
  try {
    await bot.matrix.join(replacement, [sender.slice(sender.indexOf(':') + 1)])
  } catch (error) {
    if (refusedForGood(error) === undefined) throw error
    return
  }
  await moveRoom(bot.store, { provider, from: room, to: replacement })
}
