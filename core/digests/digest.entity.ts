import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { ChannelName } from '../diffusion/channel.ts'

/** Several notices in one mail at a chosen hour ("récapitulatif"). */
export const DigestSchema = defineEntity({
  name: 'Digest',
  tableName: 'digest',
  properties: {
    id: p.uuid().primary(),
    agentId: p.integer(),
    channel: p.string().$type<ChannelName>(),
    dueAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    receipt: p.string().nullable(),
    items: p.integer(),
  },
  uniques: [{ properties: ['agentId', 'channel', 'dueAt'] }],
})
export type Digest = InferEntity<typeof DigestSchema>
