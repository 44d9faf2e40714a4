import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** Where an agent speaks from: `console` + mail address, later a Matrix or Slack user id. */
export const IdentitySchema = defineEntity({
  name: 'Identity',
  tableName: 'identity',
  properties: {
    id: p.integer().primary(),
    provider: p.string(),
    address: p.string(),
    agentId: p.integer(),
  },
  uniques: [{ properties: ['provider', 'address'] }],
})
export type Identity = InferEntity<typeof IdentitySchema>
