import type { EntityManager } from '@mikro-orm/postgresql'
import type { ChannelName } from '../diffusion/channel.ts'
import { AgentSchema } from '../directory/agent.entity.ts'
import { type Structure, StructureSchema } from '../directory/structure.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import type { Domain } from '../kinds/kind.ts'
import { findRoom } from './find-room.ts'
import { outsidersNow } from './outsiders.ts'
import type { Room } from './room.entity.ts'

/** What a room is, for whoever speaks or is told there. */
export type RoomScope =
  | { readonly type: 'unbound' }
  | { readonly type: 'direct'; readonly room: Room; readonly agentId: number }
  | StructureScope
  | { readonly type: 'event'; readonly room: Room; readonly number: string }

export interface StructureScope {
  readonly type: 'structure'
  readonly room: Room
  readonly structure: Structure
  /** The domains of its active agents: what the structure may see. */
  readonly domains: readonly Domain[]
  /** Somebody is present who is no active agent of the structure. */
  readonly outside: boolean
}

export async function roomScope(
  em: EntityManager,
  provider: ChannelName,
  address: string,
): Promise<RoomScope> {
  const room = await findRoom(em, { provider, address })
  return room === undefined ? { type: 'unbound' } : scopeOf(em, room)
}

/** A room that is closed is nobody's. */
export async function scopeOf(em: EntityManager, room: Room): Promise<RoomScope> {
  const unbound = { type: 'unbound' } as const
  if (room.closedAt) return unbound
  switch (room.type) {
    case 'direct':
      return { type: 'direct', room, agentId: room.agentId ?? 0 }
    case 'structure':
      return (await structureScopes(em, [room])).get(room.id) ?? unbound
    case 'event': {
      const event = await em.findOne(EventSchema, { id: room.eventId ?? 0 })
      return event === null ? unbound : { type: 'event', room, number: event.number }
    }
  }
}

/** The scopes of structures' rooms, closed ones included, by the id of the room. */
export async function structureScopes(
  em: EntityManager,
  rooms: readonly Room[],
): Promise<ReadonlyMap<number, StructureScope>> {
  const ids = rooms.flatMap((room) => room.structureId ?? [])
  if (ids.length === 0) return new Map()
  const structures = await em.find(StructureSchema, { id: { $in: ids } })
  const agents = await em.find(AgentSchema, { structure: { $in: ids }, active: true })
  const outside = await outsidersNow(em, rooms)
  return new Map(
    rooms.flatMap((room): [number, StructureScope][] => {
      const structure = structures.find(({ id }) => id === room.structureId)
      if (structure === undefined) return []
      const own = structure.active ? agents.filter((agent) => agent.structure.id === structure.id) : []
      const domains = [...new Set(own.flatMap((agent) => agent.domains))].sort()
      return [[room.id, { type: 'structure', room, structure, domains, outside: outside.has(room.id) }]]
    }),
  )
}
