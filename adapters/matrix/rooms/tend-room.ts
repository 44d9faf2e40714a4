import { cardFor } from '#core/diffusion/cards.ts'
import { stableId } from '#core/diffusion/delivery-id.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { membersOf } from '#core/rooms/members-of.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { noteRoomAddress } from '#core/rooms/note-room.ts'
import { type Room, RoomSchema } from '#core/rooms/room.entity.ts'
import { wordRoomName } from '#templates/chat/tchap.ts'
import { type Bot, provider } from '../bot.ts'
import { showCard } from '../cards/show-card.ts'
import { sayOutsiders } from './say-outsiders.ts'

/** Brings a room to what it should be: made, named, its members those who may, read-only once its event is closed or withdrawn. */
export async function tendRoom(bot: Bot, roomId: number): Promise<void> {
  const room = await bot.store.read().findOne(RoomSchema, { id: roomId, provider, closedAt: null })
  if (room === null) return
  if (room.type === 'event') return bot.inTurn(`room:${roomId}`, () => tendEventRoom(bot, room))
  if (room.type === 'direct' || !room.address || !bot.matrix.joined(room.address)) return
  const noted = await noteMembers(bot.store, {
    provider,
    address: room.address,
    members: bot.matrix.readers(room.address).filter((reader) => reader !== bot.matrix.userId),
  })
  if (noted !== undefined) await sayOutsiders(bot, room.address, noted)
}

async function tendEventRoom(bot: Bot, room: Room): Promise<void> {
  const { matrix, store } = bot
  const event = await store.read().findOne(EventSchema, { id: room.eventId ?? 0 })
  if (event === null) return
  const closed = event.state === 'closed' || event.state === 'withdrawn'
  if (!room.address) {
    if (closed) return
    room.address = await matrix.createRoom({
      key: room.key,
      encrypted: true,
      // Names are not encrypted: the number alone says nothing to who must not know.
      name: wordRoomName(event.number, 'open'),
    })
    await noteRoomAddress(store, { id: room.id, address: room.address })
  }
  const { address } = room
  const membership = await membersOf(store.read(), bot.clock, room, matrix.seen(address))
  // Who must go goes before who may come.
  for (const user of membership.remove) await matrix.kick(address, user)
  for (const user of membership.invite) await matrix.invite(address, user)
  const card = await cardFor(store.read(), provider, address, event.id)
  // Who comes later has no keys for what was said before: the card is shown anew, for him too.
  if (card === undefined || membership.invite.length > 0) {
    const key = stableId('card', room.key, card?.messageId ?? '')
    await showCard(bot, { room: address, number: event.number, key })
  }
  await archive(bot, address, wordRoomName(event.number, event.state), closed)
}

/** The room of an event that is closed or withdrawn stays, read-only; where a server lets nobody rename a room it keeps its name. */
async function archive(
  { matrix, report }: Bot,
  address: string,
  name: string,
  closed: boolean,
): Promise<void> {
  if (matrix.isReadOnly(address) === closed) return
  if (matrix.nameOf(address) !== name) await matrix.rename(address, name).catch(report)
  await matrix.setReadOnly(address, closed)
}
