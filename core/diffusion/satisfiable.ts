import type { EventState } from '../events/event.entity.ts'
import { facetNames } from '../kinds/facet-names.ts'
import { type Domain, domains as everyDomain, type Kind } from '../kinds/kind.ts'
import { kinds } from '../kinds/kinds.ts'
import { lineageOf, singleFacets, valuesOf } from '../kinds/single-facets.ts'
import type { AnyOf, Conjunction, InRange } from './match/conjunctions.ts'
import { rangesLeaveNothing } from './ranges-apart.ts'

/** What there may be of events: their states, and the domains that somebody may see. */
export interface World {
  readonly states: readonly EventState[]
  readonly domains: readonly Domain[]
}

/** The facet about which the conditions exclude each other in such a world, if any that has a name; undefined when an event may satisfy them all. */
export function clashIn(
  { literals }: Conjunction,
  world: World,
): { readonly facet: string | undefined } | undefined {
  const any = literals.filter((literal) => literal.type === 'any')
  const ranges = literals.filter((literal) => literal.type === 'range')
  const byFacet = Map.groupBy(any, ({ facet }) => facet)
  for (const [facet, own] of byFacet) if (isImpossible(facet, own, world)) return { facet }
  const apart = Map.groupBy(ranges, ({ range }) => range.facet)
  for (const [facet, own] of apart) if (rangesLeaveNothing(facet, own)) return { facet }
  return kindsFor(any, ranges, world).length === 0 ? { facet: facetNames.domain } : undefined
}

function isImpossible(facet: string | undefined, own: readonly AnyOf[], { states }: World): boolean {
  const wanted = own.filter(({ negated }) => !negated)
  const excluded = new Set(own.flatMap(({ negated, codes }) => (negated ? codes : [])))
  // An event with a code has its ancestors' too.
  const isLeft = (code: string) => !lineageOf(facet, code).some((above) => excluded.has(above))
  if (wanted.some(({ codes }) => !codes.some(isLeft))) return true
  if (facet === undefined || !singleFacets().has(facet)) return false
  const always = facet === facetNames.state
  if (wanted.length < 2 && !always) return false
  const values = always ? states : (valuesOf(facet) ?? wanted[0]?.codes ?? [])
  return !values.some(
    (value) =>
      isLeft(value) &&
      wanted.every(({ codes }) => lineageOf(facet, value).some((above) => codes.includes(above))),
  )
}

type Possible = Pick<Kind, 'domain'> & { readonly code?: string; readonly facets: Kind['facets'] }

/** The kinds whose events may satisfy the conditions. A domain may be asked for before it has a kind of its own. */
function kindsFor(any: readonly AnyOf[], ranges: readonly InRange[], { domains }: World): Possible[] {
  const known: readonly Kind[] = Object.values(kinds)
  const toCome = everyDomain
    .filter((domain) => known.every((kind) => kind.domain !== domain))
    .map((domain): Possible => ({ domain, facets: [] }))
  const wanted = [
    ...any.filter(({ negated }) => !negated).map(({ facet }) => facet),
    ...ranges.filter(({ negated }) => !negated).map(({ range }) => range.facet),
  ].filter((facet) => known.some((kind) => kind.facets.some(({ name }) => name === facet)))
  return [...known, ...toCome].filter(
    (kind) =>
      domains.includes(kind.domain) &&
      wanted.every((facet) => kind.facets.some(({ name }) => name === facet)) &&
      any.every(({ facet, codes, negated }) => {
        if (facet === facetNames.domain) return codes.includes(kind.domain) !== negated
        if (facet === facetNames.kind)
          return (kind.code !== undefined && codes.includes(kind.code)) !== negated
        return true
      }),
  )
}
