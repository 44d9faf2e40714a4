import { withdrawEvent } from '../../events/withdraw-event.ts'
import type { App, HttpDeps } from '../deps.ts'
import { keyHeaders } from '../once/key.ts'
import { once } from '../once/once.ts'
import { eventSchema, numberParams, withdrawSchema } from '../shapes/event.ts'
import { refusedOnce } from '../shapes/refused.ts'
import { answerEvent } from './answer-event.ts'

export function withdrawEventRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/events/:number/withdraw',
    {
      schema: {
        operationId: 'withdrawEvent',
        summary: 'Retirer un évènement ouvert par erreur',
        description:
          'Réservé à la structure qui l’a ouvert et aux structures centrales. Il reste lisible, à l’état « retiré » ; ceux qui en avaient été avertis l’apprennent, et eux seuls. Un brouillon retiré n’avertit personne. Une structure centrale peut le rétablir en le rouvrant.',
        tags: ['Évènements'],
        params: numberParams,
        headers: keyHeaders,
        body: withdrawSchema,
        response: {
          200: eventSchema,
          ...refusedOnce('event-not-found', 'right-missing', 'state-refused', 'too-hasty'),
        },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const { number } = await withdrawEvent(ctx, { ...request.params, ...request.body })
        return answerEvent(ctx, reply, number)
      }),
  )
}
