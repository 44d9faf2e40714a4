import { z } from 'zod'
import { unsubscribe } from '../../diffusion/unsubscribe.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { refusedOf } from '../shapes/refused.ts'
import { subscriptionParams } from '../shapes/subscription.ts'

export function endSubscriptionRoute(app: App, deps: HttpDeps): void {
  app.delete(
    '/subscriptions/:id',
    {
      schema: {
        operationId: 'unsubscribe',
        summary: 'Arrêter un abonnement',
        tags: ['Diffusion'],
        params: subscriptionParams,
        response: {
          204: z.undefined().meta({ description: 'C’est fait' }),
          ...refusedOf('subscription-not-found'),
        },
      },
    },
    async (request, reply) => {
      await unsubscribe(contextOf(deps, request), request.params)
      return reply.code(204).send()
    },
  )
}
