import { z } from 'zod'
import { todayOf } from '../../clock.ts'
import { kinds } from '../../kinds/kinds.ts'
import { line } from '../../text-schemas.ts'
import type { App, HttpDeps } from '../deps.ts'
import { Fault } from '../fault.ts'
import { cachedHeaders, unchanged } from '../shapes/cached.ts'
import { describeKind, describeKindWhole, kindSchema, kindsSchema } from '../shapes/kind.ts'
import { refused } from '../shapes/refused.ts'
import { answerCached } from './answer-cached.ts'

/** What programs need to fill in an event: its kinds, their fields, and the codes of each. */
export function kindsRoutes(app: App, { clock }: HttpDeps): void {
  app.get(
    '/kinds',
    {
      schema: {
        operationId: 'listKinds',
        summary: 'Lister les types de fiche',
        tags: ['Référentiels'],
        headers: cachedHeaders,
        response: { 200: kindsSchema, ...unchanged, ...refused() },
      },
    },
    async (request, reply) => answerCached(request, reply, { kinds: Object.values(kinds).map(describeKind) }),
  )
  app.get(
    '/kinds/:code',
    {
      schema: {
        operationId: 'readKind',
        summary: 'Lire les champs d’un type de fiche',
        description: 'Chaque champ, ses codes, et les JSON Schema de `fields`.',
        tags: ['Référentiels'],
        params: z.object({ code: line().max(64).meta({ example: 'food-product' }) }),
        headers: cachedHeaders,
        response: { 200: kindSchema, ...unchanged, ...refused('code-not-found') },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const kind = Object.values(kinds).find((one) => one.code === code)
      if (kind === undefined) throw new Fault('code-not-found', { code, known: Object.keys(kinds) })
      return answerCached(request, reply, describeKindWhole(kind, todayOf(clock)))
    },
  )
}
