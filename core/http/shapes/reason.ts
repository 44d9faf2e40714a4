import { z } from 'zod'

const asking = [
  z.object({
    type: z.literal('subscription'),
    id: z.int(),
    query: z.string(),
    ofRoom: z.literal(true).exactOptional(),
  }),
  z.object({ type: z.literal('rule'), code: z.string(), reason: z.string() }),
] as const

/** Why a person is told, as data. */
export const reasonSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('follow') }),
    ...asking,
    z.object({ type: z.literal('sender') }),
    z
      .object({ type: z.literal('no-longer'), of: z.discriminatedUnion('type', asking) })
      .meta({ description: 'Ce à quoi l’évènement ne correspond plus : dernier avis à ce titre' }),
    z
      .object({ type: z.literal('told') })
      .meta({ description: 'La personne avait été avertie de l’évènement, retiré ou rétabli depuis' }),
    z.object({ type: z.literal('matching') }),
    z.object({ type: z.literal('matched') }),
  ])
  .meta({
    id: 'Reason',
    description:
      'Pourquoi une personne est avertie. `matching`, `matched` : un abonnement d’un autre agent, qui correspond ou ne correspond plus',
  })
