import type { Query, RangeTerm, Term, TextTerm } from '../../query/tree.ts'
import { analyse } from '../../query/words.ts'

/** One condition that the index tests by itself. */
export type Literal = AnyOf | InRange

/** The event has one of these codes on the facet, or one of these stems in its text; negated: none of them. */
export interface AnyOf {
  readonly type: 'any'
  readonly negated: boolean
  /** Undefined for stems. */
  readonly facet: string | undefined
  readonly codes: readonly string[]
}

export interface InRange {
  readonly type: 'range'
  readonly negated: boolean
  readonly range: RangeTerm
}

/** Literals that must all hold. */
export interface Conjunction {
  readonly literals: readonly Literal[]
  /** False when they only narrow down: what they let through must be put to the whole query. */
  readonly exact: boolean
}

/** Beyond, a query is narrowed down by fewer conjunctions and verified. */
export const mostConjunctions = 64

/**
 * The query as an or of conjunctions: an event matches it only if it satisfies one of them, and if it satisfies an
 * exact one, it does match. None at all: the query matches nothing.
 */
export function conjunctionsOf(query: Query, negated = false): readonly Conjunction[] {
  switch (query.op) {
    case 'all':
      return negated ? [] : [always]
    case 'not':
      return conjunctionsOf(query.part, !negated)
    case 'and':
      return (negated ? union : product)(query.parts.map((part) => conjunctionsOf(part, negated)))
    case 'or':
      return (negated ? product : union)(query.parts.map((part) => conjunctionsOf(part, negated)))
    default:
      return literalsOf(query, negated)
  }
}

function union(alternatives: readonly (readonly Conjunction[])[]): readonly Conjunction[] {
  const all = alternatives.flat()
  return all.length > mostConjunctions ? [maybe] : all
}

/** A factor that would make too many is left out, and what passes the others is verified. */
function product(factors: readonly (readonly Conjunction[])[]): readonly Conjunction[] {
  return factors.reduce<readonly Conjunction[]>(
    (left, right) => {
      if (left.length * right.length > mostConjunctions)
        return left.map(({ literals }) => ({ literals, exact: false }))
      return left.flatMap((one) =>
        right.map((other) => ({
          literals: [...one.literals, ...other.literals],
          exact: one.exact && other.exact,
        })),
      )
    },
    [always],
  )
}

function literalsOf(term: Term, negated: boolean): readonly Conjunction[] {
  switch (term.op) {
    case 'key':
      if (term.codes.length === 0) return negated ? [always] : []
      return [exactly({ type: 'any', negated, facet: term.facet, codes: term.codes })]
    case 'range':
      return [exactly({ type: 'range', negated, range: term })]
    case 'text':
      return textLiterals(term, negated)
  }
}

function textLiterals({ text, match }: TextTerm, negated: boolean): readonly Conjunction[] {
  if (match === 'prefix') return [maybe]
  const stems = [...new Set(analyse(text).map(({ stem }) => stem))]
  const literals = stems.map((stem) => ({ type: 'any', negated, facet: undefined, codes: [stem] }) as const)
  if (match === 'phrase') return negated ? [maybe] : [{ literals, exact: stems.length === 0 }]
  return negated ? literals.map(exactly) : [{ literals, exact: true }]
}

function exactly(literal: Literal): Conjunction {
  return { literals: [literal], exact: true }
}

const always: Conjunction = { literals: [], exact: true }
const maybe: Conjunction = { literals: [], exact: false }
