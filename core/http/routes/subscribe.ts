import { subscribe } from '../../diffusion/subscribe.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { refusedOf } from '../shapes/refused.ts'
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
        body: subscribeSchema,
        response: { 201: subscriptionSchema, ...refusedOf('query-invalid', 'too-many') },
      },
    },
    async (request, reply) => {
      const { query, channel, pace } = request.body
      const subscription = await subscribe(contextOf(deps, request), {
        query,
        ...(channel === undefined ? {} : { channel }),
        ...(pace === undefined ? {} : { pace }),
      })
      reply.code(201).header('location', `/v1/subscriptions/${subscription.id}`)
      return describeSubscription(subscription)
    },
  )
}
