import type { EntityManager } from '@mikro-orm/postgresql'
import { type Clock, dateOf } from '../clock.ts'
import type { ChannelName } from '../diffusion/channel.ts'
import type { Store } from '../store/store.ts'
import { nextKey } from './find-room.ts'
import { type Room, RoomSchema } from './room.entity.ts'

/** The room where only this agent reads; undefined when there is none yet. */
export async function findDirectRoom(
  em: EntityManager,
  provider: ChannelName,
  agentId: number,
): Promise<Room | undefined> {
  return (await em.findOne(RoomSchema, { provider, agentId, closedAt: null })) ?? undefined
}

/** The agent's direct room is there from now on; the latest one counts. */
export async function noteDirectRoom(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  input: { readonly provider: ChannelName; readonly agentId: number; readonly address: string },
): Promise<Room> {
  const { provider, agentId, address } = input
  return store.transaction(async (em) => {
    const known = await findDirectRoom(em, provider, agentId)
    if (known !== undefined) {
      known.address = address
      return known
    }
    return em.create(RoomSchema, {
      key: await nextKey(em, provider, { agentId }),
      provider,
      address,
      type: 'direct',
      agentId,
      outside: false,
      members: [],
      madeAt: dateOf(clock.now()),
    })
  })
}
