import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** An agent receives what happens on one event. */
export const FollowSchema = defineEntity({
  name: 'Follow',
  tableName: 'follow',
  properties: {
    id: p.integer().primary(),
    agentId: p.integer(),
    eventId: p.integer(),
    since: p.datetime(),
  },
  uniques: [{ properties: ['agentId', 'eventId'] }],
})
export type Follow = InferEntity<typeof FollowSchema>
