import { linkEvents } from '../../events/link.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { eventSchema, linkSchema, numberParams } from '../shapes/event.ts'
import { refusedOf } from '../shapes/refused.ts'
import { answerEvent } from './answer-event.ts'

export function linkEventsRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/events/:number/links',
    {
      schema: {
        operationId: 'linkEvents',
        summary: 'Lier deux évènements',
        description: 'Le lien vaut dans les deux sens et s’écrit dans les deux fils de suivi.',
        tags: ['Évènements'],
        params: numberParams,
        body: linkSchema,
        response: {
          200: eventSchema,
          ...refusedOf('event-not-found', 'right-missing', 'state-refused', 'too-hasty', 'link-refused'),
        },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(deps, request)
      const { number } = request.params
      await linkEvents(ctx, { number, other: request.body.other })
      return answerEvent(ctx, reply, number)
    },
  )
}
