import { moveRoom } from '#core/rooms/note-room.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'

/** The room was replaced by another (an upgrade): the bot follows, with all that was bound to it. */
export async function receiveTombstone(
  bot: Bot,
  { room, sender, replacement }: Extract<Incoming, { type: 'tombstone' }>,
): Promise<void> {
  await bot.matrix.join(replacement, [sender.slice(sender.indexOf(':') + 1)])
  await moveRoom(bot.store, { provider, from: room, to: replacement })
}
