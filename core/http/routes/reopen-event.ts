import { reopenEvent } from '../../events/reopen.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { eventSchema, numberParams } from '../shapes/event.ts'
import { refusedOf } from '../shapes/refused.ts'
import { answerEvent } from './answer-event.ts'

export function reopenEventRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/events/:number/reopen',
    {
      schema: {
        operationId: 'reopenEvent',
        summary: 'Rouvrir un évènement clos, ou rétablir un évènement retiré',
        description: 'Réservé aux structures centrales.',
        tags: ['Évènements'],
        params: numberParams,
        response: {
          200: eventSchema,
          ...refusedOf('event-not-found', 'right-missing', 'state-refused', 'too-hasty'),
        },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(deps, request)
      const { number } = await reopenEvent(ctx, request.params)
      return answerEvent(ctx, reply, number)
    },
  )
}
