import { z } from 'zod'

/** Why a person is told, as data. */
export const reasonSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('follow') }),
    z.object({
      type: z.literal('subscription'),
      id: z.int(),
      query: z.string(),
      ofRoom: z.literal(true).exactOptional(),
    }),
    z.object({ type: z.literal('sender') }),
    z.object({ type: z.literal('rule'), code: z.string(), reason: z.string() }),
  ])
  .meta({
    id: 'Reason',
    description: 'Pourquoi une personne est avertie : suivi, abonnement, envoi d’un document ou règle',
  })
