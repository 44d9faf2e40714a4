import type { EntityManager } from '@mikro-orm/postgresql'
import { facetNames } from '../kinds/facet-names.ts'
import { nameKey, slug } from '../kinds/nomenclatures/names.ts'
import { nearest } from '../kinds/nomenclatures/nearest.ts'
import { quoted } from '../query/print.ts'
import type { Query } from '../query/tree.ts'
import { Refusal } from '../refusal.ts'
import { StructureSchema } from './structure.entity.ts'

/** A query names structures freely; one that the directory does not know opens no event, and is waited for in vain. @throws Refusal query-invalid */
export async function checkStructures(em: EntityManager, query: Query, text: string): Promise<void> {
  if (structuresIn(query).length === 0) return
  const known = await em.findAll(StructureSchema)
  const seen = unknownStructure(
    query,
    known.map(({ code }) => code),
  )
  if (seen === undefined) return
  const near = nearest(seen, known, ({ code, label }) => [nameKey(code), nameKey(label)], 3)
  const hint = near.map(({ code }) => quoted(code))
  throw new Refusal('query-invalid', {
    text,
    at: Math.max(0, text.indexOf(seen)),
    seen,
    problem: 'unknown-value',
    hint,
  })
}

/** The first structure that the query names and that is none of these. */
export function unknownStructure(query: Query, known: Iterable<string>): string | undefined {
  const codes = new Set([...known].map(slug))
  return structuresIn(query).find((code) => !codes.has(code))
}

function structuresIn(query: Query): readonly string[] {
  switch (query.op) {
    case 'and':
    case 'or':
      return query.parts.flatMap(structuresIn)
    case 'not':
      return structuresIn(query.part)
    case 'key':
      return query.facet === facetNames.structure ? query.codes : []
    case 'all':
    case 'range':
    case 'text':
      return []
  }
}
