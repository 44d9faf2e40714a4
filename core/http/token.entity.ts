import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Scope } from './scopes.ts'

/** A bearer token of the API. Only its SHA-256 is kept. */
export const TokenSchema = defineEntity({
  name: 'Token',
  tableName: 'token',
  properties: {
    id: p.integer().primary(),
    hash: p.string().unique(),
    agentId: p.integer(),
    label: p.string(),
    /** What it opens, besides what its agent may do. */
    scopes: p.json<readonly Scope[]>(),
    /** Addresses and ranges that it may be used from; null: from everywhere. */
    addresses: p.json<readonly string[]>().nullable(),
    /** Reads a minute; null: the service's limit. */
    perMinute: p.integer().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
})
export type Token = InferEntity<typeof TokenSchema>
