import { distance } from 'fastest-levenshtein'
import type { Facet } from './facet.ts'
import { foldWord } from './words.ts'

/** The facets that a query may name, by any of their names. */
export interface FacetTable {
  readonly all: readonly Facet[]
  /** Accents, case, hyphens and spaces free: `Département`, `date-de-reception`. */
  get(written: string): Facet | undefined
  /** Names close to what was written, best first, one a facet. */
  suggest(written: string, limit: number): readonly string[]
}

/** @throws Error when two facets share a name, or a name has no letter: a fault of the program, not of a person */
export function facetTable(facets: readonly Facet[]): FacetTable {
  const byName = new Map<string, Facet>()
  for (const facet of facets) {
    for (const name of new Set([facet.name, ...facet.words].map(foldWord))) {
      const other = byName.get(name)
      if (name === '') throw new Error(`facet ${facet.name}: a name needs at least one letter`)
      if (other !== undefined)
        throw new Error(`facets ${other.name} and ${facet.name} both answer to ${name}`)
      byName.set(name, facet)
    }
  }
  return {
    all: facets,
    get: (written) => byName.get(foldWord(written)),
    suggest: (written, limit) => nearest(foldWord(written), [...byName], limit),
  }
}

/** Own names of the facets with a word within a third of the letters written, or that begins with them. */
function nearest(written: string, names: readonly (readonly [string, Facet])[], limit: number): string[] {
  const ranked = names
    .map(([name, facet]) => ({ facet, far: name.startsWith(written) ? 0 : distance(written, name) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(written.length / 3)))
    .sort((a, b) => a.far - b.far)
  return [...new Set(ranked.map(({ facet }) => facet.name))].slice(0, limit)
}
