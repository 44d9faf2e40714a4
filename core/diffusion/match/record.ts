import { dayNumber } from '../../query/facts.ts'
import type { Bound } from '../../query/tree.ts'
import type { Conjunction, InRange, Literal } from './conjunctions.ts'
import type { Values } from './values.ts'

/**
 * A conjunction as 32-bit integers, so that a bucket of them is read from end to end without following a pointer:
 * `length << 1 | exact`, the subscription's slot, then its clauses. A clause begins with `operand << 2 | sort`:
 *
 * - any: operand = block; then a mask. One of these values is in the event.
 * - none: operand = block; then a mask. None of them is.
 * - many: operand = n; then n pairs of block and mask. One of all these is.
 * - range: operand = number facet; then flags, least and most.
 */
export const sort = { any: 0, none: 1, many: 2, range: 3 } as const
export const rangeFlag = { negated: 1, leastFromToday: 2, mostFromToday: 4 } as const
/** Integers before the clauses. */
export const headLength = 2

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
  const encoded = literals.map((literal) => encode(literal, values, numberFacet))
  return {
    clauses: encoded.flatMap((clauses) => clauses ?? []),
    exact: exact && !encoded.includes(undefined),
  }
}

export function encodeRecord(slot: number, { clauses, exact }: Clauses): number[] {
  const ints = [0, slot, ...clauses.flatMap((clause) => clause.ints)]
  ints[0] = (ints.length << 1) | (exact ? 1 : 0)
  return ints
}

/** Undefined when the literal cannot be encoded, and must be verified. */
function encode(
  literal: Literal,
  values: Values,
  numberFacet: (name: string) => number,
): readonly Clause[] | undefined {
  if (literal.type === 'range') return encodeRange(literal, numberFacet)
  const numbers = literal.codes.map((code) => values.add(literal.facet, code))
  const masks = new Map<number, number>()
  for (const value of numbers) masks.set(value >>> 5, (masks.get(value >>> 5) ?? 0) | (1 << (value & 31)))
  const pairs = [...masks]
  if (literal.negated)
    return pairs.map(([block, mask]) => ({ ints: [(block << 2) | sort.none, mask], values: [] }))
  const [only] = pairs
  if (only !== undefined && pairs.length === 1)
    return [{ ints: [(only[0] << 2) | sort.any, only[1]], values: numbers }]
  return [{ ints: [(pairs.length << 2) | sort.many, ...pairs.flat()], values: numbers }]
}

function encodeRange(
  { range, negated }: InRange,
  numberFacet: (name: string) => number,
): readonly Clause[] | undefined {
  const least = range.from === undefined ? leastInt : plain(range.from)
  const most = range.to === undefined ? mostInt : plain(range.to)
  if ((range.from !== undefined && !isInt(least)) || (range.to !== undefined && !isInt(most)))
    return undefined
  const flags =
    (negated ? rangeFlag.negated : 0) |
    (isRelative(range.from) ? rangeFlag.leastFromToday : 0) |
    (isRelative(range.to) ? rangeFlag.mostFromToday : 0)
  return [{ ints: [(numberFacet(range.facet) << 2) | sort.range, flags, least, most], values: [] }]
}

/** The number of the bound, from today when it is relative. */
function plain(bound: Bound): number {
  if ('number' in bound) return bound.number
  return 'day' in bound ? dayNumber(bound.day) : bound.daysFromNow
}

function isRelative(bound: Bound | undefined): boolean {
  return bound !== undefined && 'daysFromNow' in bound
}

/** What an open end is written as; an event's numbers are clamped to these, so that nothing is beyond. */
export const leastInt = -(2 ** 31)
export const mostInt = 2 ** 31 - 1

/** Far enough from the ends that adding today's day stays within. */
function isInt(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 30
}
