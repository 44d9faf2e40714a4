import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { ChannelName } from './channel.ts'
import type { Pace } from './pace.ts'

/** A saved query with a channel and a pace ("abonnement"): its owner receives what matches from now on. */
export const SubscriptionSchema = defineEntity({
  name: 'Subscription',
  tableName: 'subscription',
  properties: {
    id: p.integer().primary(),
    /** An agent's, or else a structure's room's: exactly one of the two. */
    agentId: p.integer().nullable(),
    roomId: p.integer().nullable(),
    /** As printed by core/query/print.ts, so that it always parses again. */
    query: p.text(),
    channel: p.string().$type<ChannelName>(),
    pace: p.json<Pace>(),
    createdAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
})
export type Subscription = InferEntity<typeof SubscriptionSchema>
