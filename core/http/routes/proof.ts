import { z } from 'zod'
import { proveDiffusion } from '../../diffusion/prove.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { numberParams } from '../shapes/event.ts'
import { problemResponses } from '../shapes/problem.ts'
import { describeProof, proofSchema } from '../shapes/proof.ts'

const headers = z.looseObject({
  accept: z.string().optional().meta({ description: 'text/csv pour un tableau', example: 'text/csv' }),
})

export function proofRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number/proof',
    {
      schema: {
        operationId: 'proveDiffusion',
        summary: 'Prouver la diffusion',
        description:
          'Qui a été averti de quoi, quand, par quel canal et avec quel résultat. En JSON, ou en CSV selon Accept.',
        tags: ['Diffusion'],
        params: numberParams,
        headers,
        response: {
          200: {
            description: 'La preuve de diffusion',
            content: {
              'application/json': { schema: proofSchema },
              'text/csv': { schema: z.string().meta({ description: 'Un tableau à ouvrir dans un tableur' }) },
            },
          },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const proof = await proveDiffusion(contextOf(deps, request), request.params)
      reply.header('vary', 'accept')
      if (!wantsCsv(request.headers.accept)) return describeProof(proof)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="preuve-${proof.number}.csv"`)
        .serializer((csv: string) => csv)
        .send(deps.pages.proofCsv(proof))
    },
  )
}

/** True when CSV is named before JSON; a browser's wildcard gets JSON. */
function wantsCsv(accept = ''): boolean {
  const csv = accept.indexOf('text/csv')
  const json = accept.indexOf('application/json')
  return csv !== -1 && (json === -1 || csv < json)
}
