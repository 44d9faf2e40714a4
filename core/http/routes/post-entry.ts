import { postEntry } from '../../events/post.ts'
import { entryBrief } from '../../events/present.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { describeEntry, entrySchema, postSchema } from '../shapes/entry.ts'
import { numberParams } from '../shapes/event.ts'
import { refusedOf } from '../shapes/refused.ts'

export function postEntryRoute(app: App, deps: HttpDeps): void {
  app.post(
    '/events/:number/entries',
    {
      schema: {
        operationId: 'postEntry',
        summary: 'Écrire dans le fil de suivi',
        description: 'Ceux que l’évènement concerne sont avertis.',
        tags: ['Fil de suivi'],
        params: numberParams,
        body: postSchema,
        response: {
          201: entrySchema,
          ...refusedOf('event-not-found', 'right-missing', 'state-refused', 'too-hasty'),
        },
      },
    },
    async (request, reply) => {
      const { title, ...said } = request.body
      const entry = await postEntry(contextOf(deps, request), {
        ...request.params,
        ...said,
        ...(title === undefined ? {} : { title }),
      })
      reply.code(201)
      return describeEntry(entryBrief(entry))
    },
  )
}
