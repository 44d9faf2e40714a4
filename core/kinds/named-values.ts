import { labelNames, nameKey } from './nomenclatures/names.ts'
import { departments, regions } from './nomenclatures/territories.ts'
import { nodesOf } from './single-facets.ts'

/** Whether what was written is the whole name of a value of the facet: danger, produit, dept or region. */
export function isNamed(facet: string, written: string): boolean {
  return namesOf(facet).has(nameKey(written))
}

const named = new Map<string, ReadonlySet<string>>()

/** Every whole name of a value of the facet; of places, no number, which may be anything. */
function namesOf(facet: string): ReadonlySet<string> {
  const known = named.get(facet)
  if (known !== undefined) return known
  const nodes = facet === 'dept' ? departments.nodes : facet === 'region' ? regions.nodes : nodesOf(facet)
  const all = nodes.flatMap(({ code, label, words = [] }) => [
    ...labelNames(label),
    nameKey(code),
    ...words.map(nameKey),
  ])
  const names = new Set(all.filter((name) => /\p{L}{2}/u.test(name)))
  named.set(facet, names)
  return names
}
