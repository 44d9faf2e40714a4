import type { EntityManager } from '@mikro-orm/postgresql'
import { fullName } from '../directory/agent.entity.ts'
import { agentsById } from '../directory/agents-by-id.ts'
import { StructureSchema } from '../directory/structure.entity.ts'
import { RoomSchema } from '../rooms/room.entity.ts'
import { structureScopes } from '../rooms/scope.ts'
import type { Delivery } from './delivery.entity.ts'
import type { Recipient } from './plan.ts'

type Owned = Pick<Delivery, 'agentId' | 'structureId' | 'roomId'>

/** Whom these deliveries are for, as the directory and the rooms are now. */
export async function recipientsOf(
  em: EntityManager,
  deliveries: readonly Owned[],
): Promise<(delivery: Owned) => Recipient | undefined> {
  const agentIds = deliveries.flatMap((delivery) => delivery.agentId ?? [])
  const structureIds = deliveries.flatMap((delivery) => delivery.structureId ?? [])
  const roomIds = deliveries.flatMap((delivery) => delivery.roomId ?? [])
  const agents = await agentsById(em, agentIds)
  const structures = byId(await em.find(StructureSchema, { id: { $in: structureIds } }))
  const rooms = roomIds.length === 0 ? [] : await em.find(RoomSchema, { id: { $in: roomIds } })
  const scopes = await structureScopes(em, rooms)
  return ({ agentId, structureId, roomId }) => {
    const agent = agents.get(agentId ?? 0)
    if (agent !== undefined) return { to: 'agent', agent }
    const structure = structures.get(structureId ?? 0)
    if (structure !== undefined) return { to: 'mailbox', structure }
    const scope = scopes.get(roomId ?? 0)
    return scope === undefined ? undefined : { to: 'room', scope }
  }
}

export function byId<T extends { readonly id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

/** How a recipient is named: an agent, a structure's mailbox, or its room. */
export interface RecipientName {
  readonly name: string
  readonly structure: string
  /** It is the structure's room. */
  readonly room: boolean
}

export function nameOf(recipient: Recipient): RecipientName {
  switch (recipient.to) {
    case 'agent':
      return { name: fullName(recipient.agent), structure: recipient.agent.structure.label, room: false }
    case 'mailbox':
      return { name: recipient.structure.label, structure: recipient.structure.label, room: false }
    case 'room': {
      const { label } = recipient.scope.structure
      return { name: label, structure: label, room: true }
    }
  }
}
