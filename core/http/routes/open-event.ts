import { openEvent } from '../../events/open.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { eventSchema, openSchema } from '../shapes/event.ts'
import { refusedOf } from '../shapes/refused.ts'
import { answerEvent } from './answer-event.ts'

export function openEventRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/events',
    {
      schema: {
        operationId: 'openEvent',
        summary: 'Ouvrir un évènement',
        description:
          'Crée un brouillon de la structure de l’agent, avec son numéro. Rien n’est diffusé avant la publication.',
        tags: ['Évènements'],
        body: openSchema,
        response: { 201: eventSchema, ...refusedOf('kind-not-found', 'right-missing', 'fields-invalid') },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(deps, request)
      const { number } = await openEvent(ctx, request.body)
      reply.code(201).header('location', `/v1/events/${number}`)
      return answerEvent(ctx, reply, number)
    },
  )
}
