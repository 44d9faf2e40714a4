import { arrivesBy } from '../../diffusion/arrives-by.ts'
import { subscribe } from '../../diffusion/subscribe.ts'
import type { App, HttpDeps } from '../deps.ts'
import { keyHeaders } from '../once/key.ts'
import { once } from '../once/once.ts'
import { refusedOnce } from '../shapes/refused.ts'
import { describeSubscription, subscribeSchema, subscriptionSchema } from '../shapes/subscription.ts'

export function subscribeRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/subscriptions',
    {
      schema: {
        operationId: 'subscribe',
        summary: 'S’abonner à une recherche',
        description: 'L’agent reçoit désormais ce qui vient à correspondre.',
        tags: ['Diffusion'],
        headers: keyHeaders,
        body: subscribeSchema,
        response: {
          201: subscriptionSchema,
          ...refusedOnce('query-invalid', 'never-matches', 'too-many'),
        },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const { query, channel, pace } = request.body
        const subscription = await subscribe(ctx, {
          query,
          ...(channel === undefined ? {} : { channel }),
          ...(pace === undefined ? {} : { pace }),
        })
        reply.code(201).header('location', `/v1/subscriptions/${subscription.id}`)
        return describeSubscription(subscription, await arrivesBy(ctx))
      }),
  )
}
