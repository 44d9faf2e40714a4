import { notInState } from '../events/terms.ts'
import { facetNames } from '../kinds/facet-names.ts'
import { facets } from '../kinds/facets.ts'
import type { Domain } from '../kinds/kind.ts'
import { kinds } from '../kinds/kinds.ts'
import { lineageOf, singleFacets } from '../kinds/single-facets.ts'
import { numberOf } from '../query/evaluate.ts'
import { allOf } from '../query/normal.ts'
import type { Bound, Query } from '../query/tree.ts'
import type { Never } from '../refusal.ts'
import { type AnyOf, type Conjunction, conjunctionsOf, type InRange } from './match/conjunctions.ts'

/**
 * Whether no event can ever be told for this query. Sure when it says so; it does not find every such query.
 * @param domains those of the agent; undefined when only the query itself is judged
 */
export function decideNever(query: Query, domains: readonly Domain[] | undefined): Never | undefined {
  const alone = conjunctionsOf(query)
  const broken = alone.map(contradictionIn)
  if (broken.every((found) => found !== undefined))
    return { why: 'contradiction', facet: labelOf(broken[0]?.facet) }
  const published = conjunctionsOf(allOf([query, notInState('draft')]))
  const told = published.filter((one) => contradictionIn(one) === undefined)
  if (told.length === 0) return { why: 'drafts' }
  const wanted = told.map(domainsOf)
  // Fields of one kind, and a domain that has no kind of this sort: no right would help.
  if (wanted.every((some) => some?.length === 0))
    return { why: 'contradiction', facet: labelOf(facetNames.domain) }
  if (domains === undefined) return undefined
  const inReach = wanted.some((some) => some === undefined || some.some((domain) => domains.includes(domain)))
  return inReach ? undefined : { why: 'domain', domains: [...new Set(wanted.flatMap((some) => some ?? []))] }
}

function labelOf(facet: string | undefined): string | undefined {
  return facet === undefined ? undefined : facets.get(facet)?.label
}

/** Conditions that no event satisfies together; the facet that they are about, if any. */
function contradictionIn({ literals }: Conjunction): { readonly facet: string | undefined } | undefined {
  const any = literals.filter((literal) => literal.type === 'any')
  const clash = any.find((one) => !one.negated && any.some((other) => other !== one && excludes(one, other)))
  if (clash !== undefined) return { facet: clash.facet }
  const ranges = literals.filter((literal) => literal.type === 'range').filter(({ negated }) => !negated)
  return ranges
    .map(({ range }) => range.facet)
    .flatMap((facet) => (areApart(ranges, facet) ? [{ facet }] : []))[0]
}

function excludes(one: AnyOf, other: AnyOf): boolean {
  const { facet } = one
  if (facet !== other.facet) return false
  // An event with a code has its ancestors' too.
  if (other.negated)
    return one.codes.every((code) => lineageOf(facet, code).some((above) => other.codes.includes(above)))
  if (facet === undefined || !singleFacets().has(facet)) return false
  return !one.codes.some((code) =>
    other.codes.some(
      (with_) => lineageOf(facet, code).includes(with_) || lineageOf(facet, with_).includes(code),
    ),
  )
}

/** Fixed bounds only: a distance from today moves. */
function areApart(ranges: readonly InRange[], facet: string): boolean {
  const own = ranges.filter(({ range }) => range.facet === facet).map(({ range }) => range)
  const least = Math.max(...own.map(({ from }) => fixed(from) ?? -Infinity))
  const most = Math.min(...own.map(({ to }) => fixed(to) ?? Infinity))
  return least > most
}

function fixed(bound: Bound | undefined): number | undefined {
  return bound === undefined || 'daysFromNow' in bound ? undefined : numberOf(bound, '1970-01-01')
}

/** The domains of the kinds that could satisfy it; undefined when it says nothing of a kind. */
function domainsOf({ literals }: Conjunction): readonly Domain[] | undefined {
  const wanted = literals.filter((literal) => literal.type === 'any').filter(({ negated }) => !negated)
  const about = wanted.filter(
    ({ facet }) => facet === facetNames.domain || facet === facetNames.kind || isOfKinds(facet),
  )
  if (about.length === 0) return undefined
  const all = Object.values(kinds)
  const byDomain = about.flatMap(({ facet, codes }) => (facet === facetNames.domain ? codes : []))
  const fitting = all.filter((kind) =>
    about.every(({ facet, codes }) => {
      if (facet === facetNames.domain) return codes.includes(kind.domain)
      if (facet === facetNames.kind) return codes.includes(kind.code)
      return kind.facets.some(({ name }) => name === facet)
    }),
  )
  // A domain may be asked for before it has a kind of its own.
  const named = about.every(({ facet }) => facet === facetNames.domain) ? domainsNamed(byDomain) : []
  return [...new Set([...fitting.map(({ domain }) => domain), ...named])]
}

function domainsNamed(codes: readonly string[]): Domain[] {
  const known: readonly Domain[] = ['food', 'plant', 'animal']
  return known.filter((domain) => codes.includes(domain))
}

function isOfKinds(facet: string | undefined): boolean {
  return Object.values(kinds).some((kind) => kind.facets.some(({ name }) => name === facet))
}
