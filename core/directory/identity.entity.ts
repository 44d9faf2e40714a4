import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** Providers whose addresses the directory itself gives; at the others, an agent links his account. */
export const directoryProviders = ['console', 'email'] as const

/** Where an agent speaks from: `console` or `email` and his mail address, `matrix` and his user id. */
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
