import { numberOf } from '../query/evaluate.ts'
import type { Bound, RangeTerm } from '../query/tree.ts'
import type { InRange } from './match/conjunctions.ts'

/** Days that every event has, and that never lie ahead. */
const behind: readonly string[] = ['date', 'cree', 'maj']

interface Span {
  readonly least: number
  readonly most: number
}

/**
 * Whether no day or number is within these ranges of one facet, of which an event has one value at most. Fixed days are
 * compared with each other, and distances from today with each other: how far the ones are from the others moves.
 */
export function rangesLeaveNothing(facet: string, own: readonly InRange[]): boolean {
  const wanted = own.filter(({ negated }) => !negated).map(({ range }) => range)
  const excluded = own.filter(({ negated }) => negated).map(({ range }) => range)
  const always = behind.includes(facet)
  if (wanted.length === 0 && !always) return false
  return [fixed, relative].some((read) => {
    const within = wanted.map((range) => outerSpan(range, read))
    if (always && read === relative) within.push({ least: -Infinity, most: 0 })
    const holes = excluded.flatMap((range) => innerSpan(range, read) ?? [])
    return isCovered(
      {
        least: Math.max(-Infinity, ...within.map(({ least }) => least)),
        most: Math.min(Infinity, ...within.map(({ most }) => most)),
      },
      holes,
    )
  })
}

type Read = (bound: Bound) => number | undefined

function fixed(bound: Bound): number | undefined {
  return 'daysFromNow' in bound ? undefined : numberOf(bound, '1970-01-01')
}

function relative(bound: Bound): number | undefined {
  return 'daysFromNow' in bound ? bound.daysFromNow : undefined
}

/** What is in the range is in the span. */
function outerSpan({ from, to }: RangeTerm, read: Read): Span {
  return {
    least: (from === undefined ? undefined : read(from)) ?? -Infinity,
    most: (to === undefined ? undefined : read(to)) ?? Infinity,
  }
}

/** What is in the span is in the range; undefined when its ends are not both of this sort. */
function innerSpan({ from, to }: RangeTerm, read: Read): Span | undefined {
  const least = from === undefined ? -Infinity : read(from)
  const most = to === undefined ? Infinity : read(to)
  return least === undefined || most === undefined ? undefined : { least, most }
}

/** Whether the holes leave no whole number of the span. */
function isCovered({ least, most }: Span, holes: readonly Span[]): boolean {
  let next = least
  for (const hole of [...holes].sort((a, b) => a.least - b.least)) {
    if (next > most || hole.least > next) break
    next = Math.max(next, hole.most === Infinity ? Infinity : hole.most + 1)
    if (hole.most === Infinity) return true
  }
  return next > most
}
