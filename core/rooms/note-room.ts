import type { EntityManager } from '@mikro-orm/postgresql'
import { type Clock, dateOf } from '../clock.ts'
import { CardSchema } from '../diffusion/card.entity.ts'
import type { ChannelName } from '../diffusion/channel.ts'
import { SubscriptionSchema } from '../diffusion/subscription.entity.ts'
import type { Store } from '../store/store.ts'
import { findRoom } from './find-room.ts'
import { type Room, RoomSchema } from './room.entity.ts'

/** The provider made the room: this is its address there. Noted again, it stays. */
export async function noteRoomAddress(
  store: Store,
  input: { readonly id: number; readonly address: string },
): Promise<void> {
  await store.read().nativeUpdate(RoomSchema, { id: input.id }, { address: input.address })
}

/** The room is gone, or left: nothing is told there any more. @returns the subscriptions that ended with it */
export async function closeRoom(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  input: { readonly id: number },
): Promise<number> {
  return store.transaction(async (em) => {
    const room = await em.findOne(RoomSchema, { id: input.id, closedAt: null })
    return room === null ? 0 : endRoom(em, room, dateOf(clock.now()))
  })
}

/** Closes the room with what hangs on it, in the caller's transaction. @returns how many subscriptions ended */
export async function endRoom(em: EntityManager, room: Room, at: Date): Promise<number> {
  room.closedAt = at
  if (room.address) await em.nativeDelete(CardSchema, { provider: room.provider, room: room.address })
  return em.nativeUpdate(SubscriptionSchema, { roomId: room.id, endedAt: null }, { endedAt: at })
}

/**
 * The provider replaced the room by another: it is the same room at a new address, with its subscriptions. Its cards
 * stayed behind and are shown anew. Undefined when nothing of ours was there.
 */
export async function moveRoom(
  store: Store,
  input: { readonly provider: ChannelName; readonly from: string; readonly to: string },
): Promise<Room | undefined> {
  const { provider, from, to } = input
  return store.transaction(async (em) => {
    const room = await findRoom(em, { provider, address: from })
    if (room === undefined) return undefined
    room.address = to
    // Who is in the new one is not known yet: nothing but teasers until it is. It was told nothing.
    const outsideTold = room.outsideTold + (room.outsideTold % 2)
    if (room.type === 'structure') Object.assign(room, { members: [], outside: true, outsideTold })
    await em.nativeDelete(CardSchema, { provider, room: from })
    return room
  })
}
