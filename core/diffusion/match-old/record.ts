import { dayNumber } from '../../query/facts.ts'
import type { Bound } from '../../query/tree.ts'
import type { AnyOf, Conjunction, InRange } from './conjunctions.ts'
import type { Values } from './values.ts'

/**
 * A conjunction as 32-bit integers, so that a bucket of them is read from end to end without following a pointer:
 * `length << 1 | exact`, the subscription's slot and id, then its clauses. A clause begins with `operand << 3 | sort`:
 *
 * - any: operand = block; then a mask. The event has one of these values.
 * - none: operand = block; then a mask. It has none of them.
 * - least: operand = number facet; then the least. One of the event's numbers is as great.
 * - many: operand = n; then n pairs of block and mask. The event has one of all these values.
 * - range: operand = number facet; then flags, least and most.
 */
export const sort = { any: 0, none: 1, least: 2, many: 3, range: 4 } as const
export const sortBits = 3
export const sortMask = (1 << sortBits) - 1
export const rangeFlag = { negated: 1, leastFromToday: 2, mostFromToday: 4 } as const
/** Integers before the clauses. */
export const headLength = 3

/** What an open end of a range is; an event's numbers are clamped to these, so that nothing is beyond. */
export const leastInt = -(2 ** 31)
export const mostInt = 2 ** 31 - 1

export interface Clause {
  readonly ints: readonly number[]
  /** Values of which one must be in the event; empty for clauses that no event can be found by. */
  readonly values: readonly number[]
}

export interface Clauses {
  readonly clauses: readonly Clause[]
  readonly exact: boolean
}

/** @param numberFacet gives the number of a facet of days or numbers */
export function encodeClauses(
  { literals, exact }: Conjunction,
  values: Values,
  numberFacet: (name: string) => number,
): Clauses {
  const encoded = literals.map((literal) =>
    literal.type === 'any' ? encodeValues(literal, values) : encodeRange(literal, values, numberFacet),
  )
  return {
    clauses: encoded.flatMap((clauses) => clauses ?? []),
    exact: exact && !encoded.includes(undefined),
  }
}

export function encodeRecord(slot: number, id: number, clauses: readonly Clause[], exact: boolean): number[] {
  const ints = [0, slot, id, ...clauses.flatMap((clause) => clause.ints)]
  ints[0] = (ints.length << 1) | (exact ? 1 : 0)
  return ints
}

function encodeValues(literal: AnyOf, values: Values): readonly Clause[] {
  const numbers = literal.codes.map((code) => values.add(literal.facet, code))
  const masks = new Map<number, number>()
  for (const value of numbers) masks.set(value >>> 5, (masks.get(value >>> 5) ?? 0) | (1 << (value & 31)))
  const pairs = [...masks]
  if (literal.negated)
    return pairs.map(([block, mask]) => ({ ints: [head(block, sort.none), mask], values: [] }))
  const [only] = pairs
  const isOne = only !== undefined && pairs.length === 1
  const ints = isOne ? [head(only[0], sort.any), only[1]] : [head(pairs.length, sort.many), ...pairs.flat()]
  return [{ ints, values: numbers }]
}

/** Undefined when a bound is too large for a record, and the query must be verified. */
function encodeRange(
  { range: { facet, from, to }, negated }: InRange,
  values: Values,
  numberFacet: (name: string) => number,
): readonly Clause[] | undefined {
  const least = from === undefined ? leastInt : numberIn(from)
  const most = to === undefined ? mostInt : numberIn(to)
  if (least === undefined || most === undefined) return undefined
  const operand = numberFacet(facet)
  if (to === undefined && !negated && !isRelative(from)) {
    const value = values.addThreshold(facet, least)
    if (value !== undefined)
      return [{ ints: [head(value >>> 5, sort.any), 1 << (value & 31)], values: [value] }]
    return [{ ints: [head(operand, sort.least), least], values: [] }]
  }
  const flags =
    (negated ? rangeFlag.negated : 0) |
    (isRelative(from) ? rangeFlag.leastFromToday : 0) |
    (isRelative(to) ? rangeFlag.mostFromToday : 0)
  return [{ ints: [head(operand, sort.range), flags, least, most], values: [] }]
}

function head(operand: number, kind: number): number {
  return (operand << sortBits) | kind
}

/** The bound's number, from today when it is relative; undefined when it is not well within 32 bits. */
function numberIn(bound: Bound): number | undefined {
  const number = 'number' in bound ? bound.number : 'day' in bound ? dayNumber(bound.day) : bound.daysFromNow
  return Number.isInteger(number) && Math.abs(number) < 2 ** 30 ? number : undefined
}

function isRelative(bound: Bound | undefined): boolean {
  return bound !== undefined && 'daysFromNow' in bound
}
