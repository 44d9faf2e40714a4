import { z } from 'zod'
import { findDocument } from '../../documents/find.ts'
import { readDocument } from '../../documents/read.ts'
import { line } from '../../text-schemas.ts'
import { attachment } from '../content-disposition.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { isKnown } from '../etag.ts'
import { contentSchema } from '../shapes/document.ts'
import { numberParams } from '../shapes/event.ts'
import { refused } from '../shapes/refused.ts'

const params = numberParams.extend({
  // Anything that no document has as its number is simply not found.
  id: line().meta({ description: 'Numéro du document dans l’évènement', example: '1' }),
})
const headers = z.looseObject({
  'if-none-match': z.string().optional().meta({ description: 'ETag reçu : 304 si le document est le même' }),
})

export function readDocumentRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number/documents/:id',
    {
      config: { produces: 'any' },
      schema: {
        operationId: 'readDocument',
        summary: 'Télécharger un document',
        description: 'Les octets, tels qu’ils ont été envoyés. L’ETag est leur empreinte SHA-256.',
        tags: ['Documents'],
        params,
        headers,
        response: {
          200: {
            description: 'Le document',
            content: { 'application/octet-stream': { schema: contentSchema } },
          },
          304: z.undefined().meta({ description: 'Le même document' }),
          ...refused('event-not-found', 'document-not-found', 'document-held'),
        },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(deps, request)
      const { sha256, mediaType, name } = await findDocument(ctx, request.params)
      const etag = `"${sha256}"`
      reply.headers({ etag, 'cache-control': 'private, no-cache' })
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
      const { bytes } = await readDocument(ctx, request.params)
      return reply
        .type(mediaType)
        .headers({
          'content-disposition': attachment(name),
          // Whatever it holds, nothing of it runs here.
          'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        })
        .send(bytes)
    },
  )
}
