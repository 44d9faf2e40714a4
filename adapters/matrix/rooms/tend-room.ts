import { cardFor } from '#core/diffusion/cards.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { membersOf } from '#core/rooms/members-of.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { noteRoomAddress } from '#core/rooms/note-room.ts'
import { type Room, RoomSchema } from '#core/rooms/room.entity.ts'
import { wordRoomName } from '#templates/chat/tchap.ts'
import { type Bot, provider } from '../bot.ts'
import { refreshRoom } from '../cards/refresh-cards.ts'
import { showCard } from '../cards/show-card.ts'
import { isReadOnly, nameOf, seenIn, setReadOnly } from './look.ts'

/** Brings a room to what it should be: made, named, its members those who may, read-only once its event is closed. */
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
  if (noted?.changed === true) await refreshRoom(bot, room.address)
}

async function tendEventRoom(bot: Bot, room: Room): Promise<void> {
  const { matrix, store } = bot
  const event = await store.read().findOne(EventSchema, { id: room.eventId ?? 0 })
  if (event === null) return
  const closed = event.state === 'closed'
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
  const card = await cardFor(store.read(), provider, address, event.id)
  if (card === undefined)
    await showCard(bot, { room: address, number: event.number, key: `card/${room.key}` })
  const membership = await membersOf(store.read(), bot.clock, room, seenIn(matrix, address))
  // Who must go goes before who may come.
  for (const user of membership.remove) await matrix.kick(address, user)
  for (const user of membership.invite) await matrix.invite(address, user)
  await archive(bot, address, event.number, closed)
}

/** A closed event's room stays, read-only; some servers let nobody rename a room, which is then left as it is. */
async function archive(
  { matrix, report }: Bot,
  address: string,
  number: string,
  closed: boolean,
): Promise<void> {
  if (isReadOnly(matrix, address) !== closed) await setReadOnly(matrix, address, closed)
  const name = wordRoomName(number, closed ? 'closed' : 'open')
  if (nameOf(matrix, address) === name) return
  await matrix.setState(address, 'm.room.name', { name }).catch(report)
}
