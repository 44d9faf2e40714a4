import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { ChannelName } from '../diffusion/channel.ts'

/** Several notices in one message at a chosen hour ("récapitulatif"), for an agent or for a structure's room. */
export const DigestSchema = defineEntity({
  name: 'Digest',
  tableName: 'digest',
  properties: {
    id: p.uuid().primary(),
    agentId: p.integer().nullable(),
    roomId: p.integer().nullable(),
    channel: p.string().$type<ChannelName>(),
    dueAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    receipt: p.string().nullable(),
    items: p.integer(),
  },
  uniques: [{ properties: ['agentId', 'channel', 'dueAt'] }, { properties: ['roomId', 'channel', 'dueAt'] }],
})
export type Digest = InferEntity<typeof DigestSchema>
