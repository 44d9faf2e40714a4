import { linkEvents } from '../../events/link.ts'
import type { App, HttpDeps } from '../deps.ts'
import { keyHeaders } from '../once/key.ts'
import { once } from '../once/once.ts'
import { eventSchema, linkSchema, numberParams } from '../shapes/event.ts'
import { refusedOnce } from '../shapes/refused.ts'
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
        headers: keyHeaders,
        body: linkSchema,
        response: {
          200: eventSchema,
          ...refusedOnce('event-not-found', 'right-missing', 'state-refused', 'too-hasty', 'link-refused'),
        },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const { number } = request.params
        await linkEvents(ctx, { number, other: request.body.other })
        return answerEvent(ctx, reply, number)
      }),
  )
}
