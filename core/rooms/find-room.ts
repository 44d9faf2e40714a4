import type { EntityManager } from '@mikro-orm/postgresql'
import type { ChannelName } from '../diffusion/channel.ts'
import { stableId } from '../diffusion/delivery-id.ts'
import { type Room, RoomSchema } from './room.entity.ts'

/** A room by its name at the provider. */
export interface RoomPlace {
  readonly provider: ChannelName
  readonly address: string
}

/** The room in use at this address; undefined for one that is nobody's. */
export async function findRoom(
  em: EntityManager,
  { provider, address }: RoomPlace,
): Promise<Room | undefined> {
  return (await em.findOne(RoomSchema, { provider, address, closedAt: null })) ?? undefined
}

type Owner = { readonly agentId: number } | { readonly structureId: number } | { readonly eventId: number }

/** The key of the owner's next room there: always the same until that room is closed, never that of an earlier one. */
export async function nextKey(em: EntityManager, provider: ChannelName, owner: Owner): Promise<string> {
  const before = await em.count(RoomSchema, { provider, ...owner })
  const [name = '', id = 0] = Object.entries(owner)[0] ?? []
  return stableId('room', provider, name, id, before)
}
