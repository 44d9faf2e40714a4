import { withdrawEvent } from '../../events/withdraw-event.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { eventSchema, numberParams, withdrawSchema } from '../shapes/event.ts'
import { refusedOf } from '../shapes/refused.ts'
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
        body: withdrawSchema,
        response: { 200: eventSchema, ...refusedOf('event-not-found', 'right-missing', 'state-refused') },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(deps, request)
      const { number } = await withdrawEvent(ctx, { ...request.params, ...request.body })
      return answerEvent(ctx, reply, number)
    },
  )
}
