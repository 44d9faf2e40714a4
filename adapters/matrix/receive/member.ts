import { dropCards } from '#core/diffusion/cards.ts'
import { findRoom } from '#core/rooms/find-room.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { closeRoom } from '#core/rooms/note-room.ts'
import { tendRoom } from '#core/rooms/tend.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { sayOutsiders } from '../rooms/say-outsiders.ts'

/** Somebody came or went: what the room may read is looked at again, and said when it changed. */
export async function receiveMember(bot: Bot, event: Extract<Incoming, { type: 'member' }>): Promise<void> {
  const { room, user, membership } = event
  if (membership === event.before) return
  if (user === bot.matrix.userId) {
    // Its own invitation comes once it has joined.
    if (membership === 'leave' || membership === 'ban') await left(bot, room)
    return
  }
  const noted = await noteMembers(bot.store, {
    provider,
    address: room,
    members: bot.matrix.readers(room).filter((reader) => reader !== bot.matrix.userId),
  })
  if (noted === undefined) return
  if (noted.room.type === 'event') {
    await bot.store.transaction((em) => tendRoom(em, noted.room.id))
    return
  }
  await sayOutsiders(bot, room, noted)
}

/** The bot is out of the room: nothing is told there any more. */
async function left(bot: Bot, address: string): Promise<void> {
  await dropCards(bot.store, provider, address)
  const room = await findRoom(bot.store.read(), { provider, address })
  if (room !== undefined) await closeRoom(bot, { id: room.id })
}
