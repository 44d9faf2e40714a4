import { postEntry } from '../../events/post.ts'
import { entryBrief } from '../../events/present.ts'
import type { App, HttpDeps } from '../deps.ts'
import { keyHeaders } from '../once/key.ts'
import { once } from '../once/once.ts'
import { describeEntry, entrySchema, postSchema } from '../shapes/entry.ts'
import { numberParams } from '../shapes/event.ts'
import { refusedOnce } from '../shapes/refused.ts'

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
        headers: keyHeaders,
        body: postSchema,
        response: {
          201: entrySchema,
          ...refusedOnce('event-not-found', 'right-missing', 'state-refused', 'too-hasty'),
        },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const { title, ...said } = request.body
        const entry = await postEntry(ctx, {
          ...request.params,
          ...said,
          ...(title === undefined ? {} : { title }),
        })
        reply.code(201)
        return describeEntry(entryBrief(entry))
      }),
  )
}
