import { z } from 'zod'
import { proveDiffusion } from '../../diffusion/prove.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { preferred } from '../negotiate.ts'
import { numberParams } from '../shapes/event.ts'
import { describeProof, proofSchema } from '../shapes/proof.ts'
import { refused } from '../shapes/refused.ts'

const headers = z.looseObject({
  accept: z.string().optional().meta({ description: 'text/csv pour un tableau', example: 'text/csv' }),
})

/** The first where the caller takes both. */
const formats = ['application/json', 'text/csv'] as const

export function proofRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number/proof',
    {
      config: { produces: formats },
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
          ...refused('event-not-found'),
        },
      },
    },
    async (request, reply) => {
      const exported = preferred(request, formats) === 'text/csv'
      const proof = await proveDiffusion(contextOf(deps, request), { ...request.params, exported })
      reply.header('vary', 'accept')
      if (!exported) return describeProof(proof)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="preuve-${proof.number}.csv"`)
        .serializer((csv: string) => csv)
        .send(deps.pages.proofCsv(proof))
    },
  )
}
