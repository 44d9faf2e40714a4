import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/tree.ts'
import { isRefusal } from '../refusal.ts'
import { facets } from './facets.ts'
import { nameKey } from './nomenclatures/names.ts'

/** A value of a query whose code does not say what it is. */
export interface ReadValue {
  readonly label: string
  readonly values: readonly string[]
  /** They are what the query leaves out. */
  readonly leftOut?: true
}

/** What the codes of a query mean, where they are not what anybody would write: `produit:coquillage-vivant`. */
export function queryReads(text: string): readonly ReadValue[] {
  try {
    return readIn(parseQuery(text, facets))
  } catch (error) {
    if (isRefusal(error, 'query-invalid')) return []
    throw error
  }
}

function opposite({ label, values, leftOut }: ReadValue): ReadValue {
  return leftOut === true ? { label, values } : { label, values, leftOut: true }
}

function readIn(query: Query): readonly ReadValue[] {
  switch (query.op) {
    case 'and':
    case 'or':
      return query.parts.flatMap(readIn)
    case 'not':
      return readIn(query.part).map(opposite)
    case 'key': {
      const facet = facets.get(query.facet)
      const { values } = facet ?? {}
      if (facet === undefined || values === undefined || values.said !== undefined) return []
      const labels = query.codes.map((code) => ({ code, label: values.label(code) }))
      const isPlain = labels.every(({ code, label }) => nameKey(code) === nameKey(label))
      return isPlain ? [] : [{ label: facet.label, values: labels.map(({ label }) => label) }]
    }
    default:
      return []
  }
}
