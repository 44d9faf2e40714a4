import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** A bearer token of the API. Only its SHA-256 is kept. */
export const TokenSchema = defineEntity({
  name: 'Token',
  tableName: 'token',
  properties: {
    id: p.integer().primary(),
    hash: p.string().unique(),
    agentId: p.integer(),
    label: p.string(),
    createdAt: p.datetime(),
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
})
export type Token = InferEntity<typeof TokenSchema>
