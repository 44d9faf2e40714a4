import { publishEvent } from '../../events/publish.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { eventSchema, numberParams } from '../shapes/event.ts'
import { refusedOf } from '../shapes/refused.ts'
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
        response: {
          200: eventSchema,
          ...refusedOf('event-not-found', 'right-missing', 'state-refused', 'too-hasty', 'fields-invalid'),
        },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(deps, request)
      const { number } = await publishEvent(ctx, request.params)
      return answerEvent(ctx, reply, number)
    },
  )
}
