import { sealProof } from '../../proof/sealed-proof.ts'
import { sealedProofSchema } from '../../proof/sealed-proof-shape.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { numberParams } from '../shapes/event.ts'
import { refused } from '../shapes/refused.ts'

export function sealedProofRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number/proof/sealed',
    {
      schema: {
        operationId: 'sealProof',
        summary: 'Une preuve qui se vérifie sans Vigie',
        description:
          'Le fil de suivi et les états des remises, chaînés, avec la signature de leurs extrémités, publiée à cet instant. Un tiers la vérifie par « node verify-proof.mjs preuve.json --key cle-publique.pem ».',
        tags: ['Diffusion'],
        params: numberParams,
        response: {
          200: {
            description: 'La preuve scellée',
            content: { 'application/json': { schema: sealedProofSchema } },
          },
          ...refused('event-not-found'),
        },
      },
    },
    async (request) => sealProof(contextOf(deps, request), deps.notary, request.params),
  )
}
