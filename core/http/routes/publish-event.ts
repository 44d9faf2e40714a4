import { publishEvent } from '../../events/publish.ts'
import type { App, HttpDeps } from '../deps.ts'
import { keyHeaders } from '../once/key.ts'
import { once } from '../once/once.ts'
import { eventSchema, numberParams } from '../shapes/event.ts'
import { refusedOnce } from '../shapes/refused.ts'
import { answerEvent } from './answer-event.ts'

export function publishEventRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/events/:number/publish',
    {
      schema: {
        operationId: 'publishEvent',
        summary: 'Publier un brouillon',
        description: 'À partir de là, les agents du domaine le voient et ceux qu’il concerne sont avertis.',
        tags: ['Évènements'],
        params: numberParams,
        headers: keyHeaders,
        response: {
          200: eventSchema,
          ...refusedOnce('event-not-found', 'right-missing', 'state-refused', 'too-hasty', 'fields-invalid'),
        },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const { number } = await publishEvent(ctx, request.params)
        return answerEvent(ctx, reply, number)
      }),
  )
}
