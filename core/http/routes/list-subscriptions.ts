import { arrivesBy } from '../../diffusion/arrives-by.ts'
import { listSubscriptions } from '../../diffusion/subscriptions.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { refused } from '../shapes/refused.ts'
import { describeSubscription, subscriptionsSchema } from '../shapes/subscription.ts'

export function listSubscriptionsRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/subscriptions',
    {
      schema: {
        operationId: 'listSubscriptions',
        summary: 'Lire ses abonnements',
        tags: ['Diffusion'],
        response: { 200: subscriptionsSchema, ...refused() },
      },
    },
    async (request) => {
      const ctx = contextOf(deps, request)
      const arrives = await arrivesBy(ctx)
      const subscriptions = await listSubscriptions(ctx)
      return { subscriptions: subscriptions.map((one) => describeSubscription(one, arrives)) }
    },
  )
}
