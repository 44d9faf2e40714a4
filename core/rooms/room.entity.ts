import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { ChannelName } from '../diffusion/channel.ts'

export const roomTypes = ['direct', 'structure', 'event'] as const
export type RoomType = (typeof roomTypes)[number]

/** A place where people are told ("salon"): the conversation with one agent, a structure's room, an event's room. */
export const RoomSchema = defineEntity({
  name: 'Room',
  tableName: 'room',
  properties: {
    id: p.integer().primary(),
    /** What the room is made under at its provider, so that it is made once. */
    key: p.uuid().unique(),
    provider: p.string().$type<ChannelName>(),
    /** The provider's id; null until it is made there. */
    address: p.string().nullable(),
    type: p.string().$type<RoomType>(),
    /** Whose it is: exactly one of the three. */
    agentId: p.integer().nullable(),
    structureId: p.integer().nullable(),
    eventId: p.integer().nullable(),
    /** Who bound or asked for it. */
    boundBy: p.integer().nullable(),
    /** As it was when the members were noted; `outsidersNow` says how it is. */
    outside: p.boolean(),
    /** How often the room was told that it has an outsider, or none any more: odd when it was last told that it has one. */
    outsideTold: p.integer().default(0),
    /** Addresses at the provider, without Vigie's own. */
    members: p.json<readonly string[]>(),
    madeAt: p.datetime(),
    /** It is nobody's any more: unbound, left, gone. */
    closedAt: p.datetime().nullable(),
  },
})
export type Room = InferEntity<typeof RoomSchema>
