/**
 * The tree that a query text is parsed into. Search, subscriptions and rights all execute this and nothing else.
 * Trees are plain data: they can be compared, printed (print.ts) and parsed again to the same tree.
 */
export type Query = All | And | Or | Not | Term

export interface All {
  readonly op: 'all'
}
export interface And {
  readonly op: 'and'
  readonly parts: readonly Query[]
}
export interface Or {
  readonly op: 'or'
  readonly parts: readonly Query[]
}
export interface Not {
  readonly op: 'not'
  readonly part: Query
}

export type Term = KeyTerm | RangeTerm | TextTerm

/** `danger:listeria,salmonella`: the event carries at least one of these codes on the facet. */
export interface KeyTerm {
  readonly op: 'key'
  readonly facet: string
  readonly codes: readonly string[]
}

/** `malades:>9`, `depuis:2026-01-01`: at least one of the event's numbers for the facet is within the bounds, both included. */
export interface RangeTerm {
  readonly op: 'range'
  readonly facet: string
  readonly from?: Bound
  readonly to?: Bound
}

/** A number, a day (ISO 8601 date), or a day relative to today in Paris (`hier` is -1). */
export type Bound = { readonly number: number } | { readonly day: string } | { readonly daysFromNow: number }

/** Bare words. A phrase wants its words next to each other; a prefix (`froma*`) is one word. */
export interface TextTerm {
  readonly op: 'text'
  readonly text: string
  readonly match: 'word' | 'phrase' | 'prefix'
}

export const everything: All = { op: 'all' }
export const nothing: Not = { op: 'not', part: everything }

/** And of several trees, flattened; `all` disappears. */
export function both(...queries: readonly Query[]): Query {
  const parts = queries.flatMap((query) =>
    query.op === 'and' ? query.parts : query.op === 'all' ? [] : [query],
  )
  const [only] = parts
  if (only === undefined) return everything
  return parts.length === 1 ? only : { op: 'and', parts }
}
