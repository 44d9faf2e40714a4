import { noteSaid } from '#bot/heard.ts'
import { hearOnce } from '#bot/once.ts'
import { moveRoom } from '#core/rooms/note-room.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { placeOf } from '../place.ts'
import { noteDirect } from '../rooms/direct-room.ts'
import { sayAnswers } from '../say.ts'

/** Under which the welcome in a room is heard: no message asked for it. */
export function welcomeId(room: string): string {
  return `welcome:${room}`
}

/** The bot is invited: it comes when a server that it serves asks, and says good day in a direct message. */
export async function receiveInvite(
  bot: Bot,
  { room, by, replaces }: Extract<Incoming, { type: 'invite' }>,
): Promise<void> {
  const server = by.slice(by.indexOf(':') + 1)
  const allowed = bot.allowedDomains ?? []
  if (allowed.length > 0 && !allowed.includes(server)) return bot.matrix.leave(room)
  await bot.matrix.join(room)
  if (replaces !== undefined) await moveRoom(bot.store, { provider, from: replaces, to: room })
  const place = await placeOf(bot, room)
  if (!place.direct) return
  if (place.scope.type === 'unbound') await noteDirect(bot, room, by)
  const id = welcomeId(room)
  const { answers } = await hearOnce(bot, {
    provider,
    from: by,
    room,
    id,
    text: 'bonjour',
    audience: 'private',
  })
  await sayAnswers(bot, { room, id, by, direct: true }, `answer/${id}`, answers)
  await noteSaid(bot.store, provider, id)
}
