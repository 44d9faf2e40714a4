import { z } from 'zod'
import { type ChannelName, channelNames } from '../../diffusion/channel.ts'
import type { Subscription } from '../../diffusion/subscription.entity.ts'
import { search } from '../../text-schemas.ts'
import { digits } from './digits.ts'
import { paceShape } from './pace.ts'

const about = { description: 'Dans le langage de recherche', example: 'danger:listeria dept:34' }

export const subscribeSchema = z
  .strictObject({
    query: search().min(1).meta(about),
    channel: z.enum(channelNames).optional().meta({ description: 'Le canal de l’agent si absent' }),
    pace: paceShape.optional().meta({ description: 'Immédiat si absent' }),
  })
  .meta({ id: 'Subscribing', description: 'Un abonnement à créer ; la même recherche change l’existant' })

export const subscriptionSchema = z
  .object({
    id: z.int().meta({ example: 7 }),
    query: z.string().meta(about),
    channel: z.enum(channelNames),
    arrivesBy: z.enum(channelNames).meta({
      description:
        'Le canal par lequel ces avis arrivent à présent\u00A0: le courriel, tant que l’agent n’a pas de compte lié sur le canal demandé',
    }),
    pace: paceShape,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Subscription', description: 'Un abonnement en cours' })

export const subscriptionsSchema = z.object({ subscriptions: z.array(subscriptionSchema) })

export const subscriptionParams = z.object({
  id: digits(1, 2_147_483_647).meta({ description: 'Numéro de l’abonnement', example: 7 }),
})

export function describeSubscription(
  {
    id,
    query,
    channel,
    pace,
    createdAt,
  }: Pick<Subscription, 'id' | 'query' | 'channel' | 'pace' | 'createdAt'>,
  arrives: (channel: ChannelName) => ChannelName,
): z.infer<typeof subscriptionSchema> {
  return { id, query, channel, arrivesBy: arrives(channel), pace, createdAt: createdAt.toISOString() }
}
