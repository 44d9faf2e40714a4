import { z } from 'zod'
import type { Node, Nomenclature } from '../../kinds/kind.ts'
import { nearestName } from '../../nearest-name.ts'
import { startOf } from '../../query/cut.ts'
import { Refusal } from '../../refusal.ts'
import { line, search } from '../../text-schemas.ts'
import { digits } from './digits.ts'

const named = {
  code: z.string().meta({ example: 'danger' }),
  label: z.string().meta({ example: 'Catégories de danger' }),
}

export const nomenclaturesSchema = z.object({
  nomenclatures: z.array(z.object({ ...named, size: z.int().meta({ description: 'Nombre de codes' }) })),
})

export const nodesQuery = z.strictObject({
  query: search().max(200).default('').meta({
    description: 'Mots d’un code, de son libellé ou de ses synonymes, fautes comprises ; vide : tous',
    example: 'listeria',
  }),
  under: line()
    .max(128)
    .optional()
    .meta({ description: 'Un code : lui et ceux qu’il contient', example: 'bacterie' }),
  limit: digits(1, 1000).default(1000).meta({ description: 'De 1 à 1 000' }),
  offset: digits(0, 100_000).default(0).meta({ description: 'Rang du premier code, à partir de 0' }),
})

export const nomenclatureSchema = z
  .object({
    ...named,
    total: z.int().meta({ description: 'Nombre de codes qui correspondent' }),
    nodes: z.array(
      z.object({
        code: z.string().meta({ example: 'listeria-monocytogenes' }),
        label: z.string(),
        parent: z.string().nullable().meta({ description: 'Le code qui le contient' }),
        words: z.array(z.string()).meta({ description: 'Autres noms' }),
      }),
    ),
  })
  .meta({ id: 'Nomenclature', description: 'Un arbre de codes, les parents avant les enfants' })

/** @throws Refusal input-invalid when `under` is no code of it */
export function describeNomenclature(
  tree: Nomenclature,
  { query, under, limit, offset }: z.infer<typeof nodesQuery>,
): z.infer<typeof nomenclatureSchema> {
  if (under !== undefined) refuseUnknown(tree, under)
  const nodes = (query.trim() === '' ? tree.nodes : foundIn(tree, query)).filter(
    ({ code }) => under === undefined || tree.lineage(code).includes(under),
  )
  return {
    code: tree.code,
    label: tree.label,
    total: nodes.length,
    nodes: nodes.slice(offset, offset + limit).map(({ code, label, parent, words }) => ({
      code,
      label,
      parent: parent ?? null,
      words: [...(words ?? [])],
    })),
  }
}

/** Those that answer to the words; failing these, the nearest. */
function foundIn(tree: Nomenclature, written: string): readonly Node[] {
  const found = tree.find(written)
  return found.length > 0 ? found : tree.suggest(written, 10)
}

function refuseUnknown(tree: Nomenclature, code: string): void {
  if (tree.get(code) !== undefined) return
  const nearest = nearestName(
    code,
    tree.nodes.map((node) => node.code),
  )
  const rule = `un code de la nomenclature « ${tree.label} »`
  const close = nearest === undefined ? rule : `${rule}, le plus proche est « ${nearest} »`
  throw new Refusal('input-invalid', {
    issues: [{ in: 'query', at: 'under', pointer: '/under', seen: startOf(code, 60), rule: close }],
  })
}
