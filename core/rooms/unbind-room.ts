import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Agent } from '../directory/agent.entity.ts'
import { actingAgent } from '../events/load.ts'
import { Refusal } from '../refusal.ts'
import { refusePowerless } from './bind-room.ts'
import { findRoom, type RoomPlace } from './find-room.ts'
import { endRoom } from './note-room.ts'
import type { Room } from './room.entity.ts'

/**
 * The room is nobody's any more, and its subscriptions end.
 * @param input `power`: the agent may administer the room, by its provider's settings
 * @throws Refusal room-unbound, right-missing
 */
export async function unbindRoom(
  ctx: Context,
  input: RoomPlace & { readonly power: boolean },
): Promise<{ readonly room: Room; readonly ended: number }> {
  const agent = actingAgent(ctx, 'unbind-room')
  refusePowerless('unbind-room', input.power)
  return ctx.store.transaction(async (em) => {
    const room = await ownRoom(em, agent, input, 'unbind-room')
    return { room, ended: await endRoom(em, room, dateOf(ctx.clock.now())) }
  })
}

/** The room of the agent's own structure at this address. @throws Refusal room-unbound, right-missing */
export async function ownRoom(
  em: EntityManager,
  agent: Agent,
  place: RoomPlace,
  action: string,
): Promise<Room> {
  const room = await findRoom(em, place)
  if (room?.type !== 'structure') throw new Refusal('room-unbound', {})
  if (room.structureId !== agent.structure.id)
    throw new Refusal('right-missing', { action, number: '', need: 'room-structure' })
  return room
}
