/**
 * What an event is, as far as a query can ask: the one analysis that all three executors read.
 * Made by core/kinds/facts-of.ts, stored as it is by the search engines, and matched in memory by the subscription index.
 */
export interface Facts {
  /** `facet:code`, ancestors of a nomenclature value included: `danger:bacterie`, `danger:listeria`, `dept:34`, `état:open`. */
  readonly keys: readonly string[]
  /** Numbers by facet; a day is its count of days since 1970-01-01 (Paris). */
  readonly numbers: Readonly<Record<string, readonly number[]>>
  /** Searchable text by weight, A (name, brand, number) to D (journal). */
  readonly text: Readonly<Record<TextWeight, string>>
}

export const textWeights = ['A', 'B', 'C', 'D'] as const
export type TextWeight = (typeof textWeights)[number]

/** The key of a code on a facet, as it stands in `Facts.keys`. */
export function keyOf(facet: string, code: string): string {
  return `${facet}:${code}`
}

/** Days since 1970-01-01 of an ISO 8601 date. */
export function dayNumber(isoDate: string): number {
  const epoch = Temporal.PlainDate.from('1970-01-01')
  return Temporal.PlainDate.from(isoDate).since(epoch, { largestUnit: 'days' }).days
}
