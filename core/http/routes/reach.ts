import { reachOf } from '../../diffusion/reach.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { numberParams } from '../shapes/event.ts'
import { describeReach, reachSchema } from '../shapes/reach.ts'
import { refused } from '../shapes/refused.ts'

export function reachRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number/reach',
    {
      schema: {
        operationId: 'reachOf',
        summary: 'Voir la portée avant d’écrire',
        description:
          'Qui recevrait la prochaine ligne et pourquoi ; pour un brouillon, qui recevrait la publication.',
        tags: ['Diffusion'],
        params: numberParams,
        response: { 200: reachSchema, ...refused('event-not-found') },
      },
    },
    async (request) => describeReach(await reachOf(contextOf(deps, request), request.params)),
  )
}
