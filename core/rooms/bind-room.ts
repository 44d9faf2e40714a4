import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { StructureSchema } from '../directory/structure.entity.ts'
import { actingAgent } from '../events/load.ts'
import { Refusal } from '../refusal.ts'
import { takeTurns } from '../store/take-turns.ts'
import { findRoom, nextKey, type RoomPlace } from './find-room.ts'
import { type Room, RoomSchema } from './room.entity.ts'
import { tendRoom } from './tend.ts'

/**
 * Makes the room that of the agent's structure; bound again, it stays as it is. Until its members are noted, it is
 * taken to have an outsider.
 * @param input `power`: the agent may administer the room, by its provider's settings
 * @throws Refusal right-missing, room-taken
 */
export async function bindRoom(
  ctx: Context,
  input: RoomPlace & { readonly power: boolean },
): Promise<{ readonly room: Room; readonly already: boolean }> {
  const agent = actingAgent(ctx, 'bind-room')
  refusePowerless('bind-room', input.power)
  const { provider, address } = input
  const structureId = agent.structure.id
  return ctx.store.transaction(async (em) => {
    await takeTurns(em, `room ${provider} ${address}`)
    const known = await findRoom(em, input)
    if (known !== undefined && known.structureId !== structureId) await refuseTaken(em, known)
    const room =
      known ??
      em.create(RoomSchema, {
        key: await nextKey(em, provider, { structureId }),
        provider,
        address,
        type: 'structure',
        structureId,
        boundBy: agent.id,
        outside: true,
        members: [],
        madeAt: dateOf(ctx.clock.now()),
      })
    await em.flush()
    await tendRoom(em, room.id)
    return { room, already: known !== undefined }
  })
}

/** @throws Refusal right-missing for somebody who may not administer the room */
export function refusePowerless(action: string, power: boolean): void {
  if (!power) throw new Refusal('right-missing', { action, number: '', need: 'room-power' })
}

async function refuseTaken(em: EntityManager, { type, structureId }: Room): Promise<never> {
  const structure = await em.findOne(StructureSchema, { id: structureId ?? 0 })
  throw new Refusal('room-taken', { type, structure: structure?.label ?? '' })
}
