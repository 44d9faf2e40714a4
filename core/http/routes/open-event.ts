import { openEvent } from '../../events/open.ts'
import type { App, HttpDeps } from '../deps.ts'
import { keyHeaders } from '../once/key.ts'
import { once } from '../once/once.ts'
import { eventSchema, openSchema } from '../shapes/event.ts'
import { refusedOnce } from '../shapes/refused.ts'
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
        headers: keyHeaders,
        body: openSchema,
        response: { 201: eventSchema, ...refusedOnce('kind-not-found', 'right-missing', 'fields-invalid') },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const { number } = await openEvent(ctx, request.body)
        reply.code(201).header('location', `/v1/events/${number}`)
        return answerEvent(ctx, reply, number)
      }),
  )
}
