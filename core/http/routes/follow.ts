import { z } from 'zod'
import { followEvent } from '../../diffusion/follow.ts'
import { unfollowEvent } from '../../diffusion/unfollow.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { numberParams } from '../shapes/event.ts'
import { refusedOf } from '../shapes/refused.ts'

const common = {
  tags: ['Diffusion'],
  params: numberParams,
  response: {
    204: z.undefined().meta({ description: 'C’est fait' }),
    ...refusedOf('event-not-found', 'right-missing', 'state-refused'),
  },
}

/** PUT follows, DELETE no longer does: both may be said twice. */
export function followRoutes(app: App, deps: HttpDeps): void {
  app.put(
    '/events/:number/follow',
    { schema: { ...common, operationId: 'followEvent', summary: 'Suivre un évènement' } },
    async (request, reply) => {
      await followEvent(contextOf(deps, request), request.params)
      return reply.code(204).send()
    },
  )
  app.delete(
    '/events/:number/follow',
    { schema: { ...common, operationId: 'unfollowEvent', summary: 'Ne plus suivre un évènement' } },
    async (request, reply) => {
      await unfollowEvent(contextOf(deps, request), request.params)
      return reply.code(204).send()
    },
  )
}
