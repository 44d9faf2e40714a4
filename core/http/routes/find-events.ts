import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { describeFound, findQuery, foundSchema } from '../shapes/found.ts'
import { refused } from '../shapes/refused.ts'

export function findEventsRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events',
    {
      schema: {
        operationId: 'findEvents',
        summary: 'Rechercher des évènements',
        description:
          'Le même langage que dans la messagerie. Seuls sont rendus les évènements que l’agent peut voir.',
        tags: ['Évènements'],
        querystring: findQuery,
        response: { 200: foundSchema, ...refused('query-invalid') },
      },
    },
    async (request) => {
      const { query, limit, offset } = request.query
      return describeFound(await deps.find(contextOf(deps, request), { text: query, limit, offset }))
    },
  )
}
