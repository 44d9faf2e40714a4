import { z } from 'zod'

/**
 * What a token may be given, and what each opens, as the documentation says it. Closed: a token holds the scopes that it
 * was made with, so that one that comes later (the doses') opens nothing to the tokens of before.
 */
export const scopeLabels = {
  'events:read': 'lire les fiches, leur fil de suivi, leurs documents et leur portée, et chercher',
  'events:write':
    'créer, modifier, publier, clore, rouvrir et lier des fiches, et écrire à leur fil de suivi',
  subscriptions: 'suivre des évènements, et gérer ses abonnements',
  proof: 'lire la preuve de diffusion',
} as const

export type Scope = keyof typeof scopeLabels
export const scopeSchema = z.literal(['events:read', 'events:write', 'subscriptions', 'proof'])
/** In the order in which they are shown. */
export const scopes: readonly Scope[] = [...scopeSchema.values]
