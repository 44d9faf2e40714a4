import { closeEvent } from '../../events/close.ts'
import type { App, HttpDeps } from '../deps.ts'
import { keyHeaders } from '../once/key.ts'
import { once } from '../once/once.ts'
import { eventSchema, numberParams } from '../shapes/event.ts'
import { refusedOnce } from '../shapes/refused.ts'
import { answerEvent } from './answer-event.ts'

export function closeEventRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/events/:number/close',
    {
      schema: {
        operationId: 'closeEvent',
        summary: 'Clore un évènement',
        description: 'Réservé aux structures centrales.',
        tags: ['Évènements'],
        params: numberParams,
        headers: keyHeaders,
        response: {
          200: eventSchema,
          ...refusedOnce('event-not-found', 'right-missing', 'state-refused', 'too-hasty'),
        },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const { number } = await closeEvent(ctx, request.params)
        return answerEvent(ctx, reply, number)
      }),
  )
}
