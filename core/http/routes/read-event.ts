import { z } from 'zod'
import { noEntries } from '../../events/entries-in.ts'
import { readEvent } from '../../events/read.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { describeEvent, eventSchema, numberParams } from '../shapes/event.ts'
import { refused } from '../shapes/refused.ts'

const headers = z.looseObject({
  'if-none-match': z.string().optional().meta({ description: 'ETag reçu : 304 si rien n’a changé' }),
})

export function readEventRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number',
    {
      schema: {
        operationId: 'readEvent',
        summary: 'Lire un évènement',
        description:
          'La fiche, réduite à ce que l’agent peut voir. Son fil de suivi se lit par pages : `/events/{number}/entries`.',
        tags: ['Évènements'],
        params: numberParams,
        headers,
        response: {
          200: eventSchema,
          304: z.undefined().meta({ description: 'Rien n’a changé' }),
          ...refused('event-not-found'),
        },
      },
    },
    async (request, reply) => {
      const reading = await readEvent(contextOf(deps, request), { ...request.params, entries: noEntries })
      const etag = etagOf(reading)
      // To be kept by the caller alone, and asked again each time.
      reply.headers({ etag, 'cache-control': 'private, no-cache' })
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
      return describeEvent(reading)
    },
  )
}
