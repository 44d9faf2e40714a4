import { z } from 'zod'
import { nomenclatures } from '../../kinds/nomenclatures/all.ts'
import { line } from '../../text-schemas.ts'
import type { App } from '../deps.ts'
import { Fault } from '../fault.ts'
import { cachedHeaders, unchanged } from '../shapes/cached.ts'
import {
  describeNomenclature,
  nodesQuery,
  nomenclatureSchema,
  nomenclaturesSchema,
} from '../shapes/nomenclature.ts'
import { refused } from '../shapes/refused.ts'
import { answerCached } from './answer-cached.ts'

/** The trees of codes that fields take their values from. */
export function nomenclaturesRoutes(app: App): void {
  app.get(
    '/nomenclatures',
    {
      schema: {
        operationId: 'listNomenclatures',
        summary: 'Lister les nomenclatures',
        tags: ['Référentiels'],
        headers: cachedHeaders,
        response: { 200: nomenclaturesSchema, ...unchanged, ...refused() },
      },
    },
    async (request, reply) => {
      const all = [...nomenclatures.values()].map(({ code, label, nodes }) => ({
        code,
        label,
        size: nodes.length,
      }))
      return answerCached(request, reply, { nomenclatures: all })
    },
  )
  app.get(
    '/nomenclatures/:code',
    {
      schema: {
        operationId: 'readNomenclature',
        summary: 'Lire une nomenclature',
        description: 'Tous ses codes, ceux que des mots trouvent, ou ceux que l’un d’eux contient.',
        tags: ['Référentiels'],
        params: z.object({ code: line().max(64).meta({ example: 'danger' }) }),
        querystring: nodesQuery,
        headers: cachedHeaders,
        response: { 200: nomenclatureSchema, ...unchanged, ...refused('code-not-found') },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const tree = nomenclatures.get(code)
      if (tree === undefined) throw new Fault('code-not-found', { code, known: [...nomenclatures.keys()] })
      return answerCached(request, reply, describeNomenclature(tree, request.query))
    },
  )
}
