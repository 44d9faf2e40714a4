import type { QueryProblem } from '../refusal.ts'
import { dayExamples, mostDays, type Period, readDay } from './read-day.ts'
import type { Bound, RangeTerm } from './tree.ts'
import { fold } from './words.ts'

export type RangeReading =
  | { readonly ok: true; readonly range: RangeTerm }
  | { readonly ok: false; readonly problem: QueryProblem; readonly hint: readonly string[] }

/** The facet that `depuis:` and `avant:` speak of. */
export const dateFacet = 'date'

/** Words that compare the facet `date`: `depuis:2026-03` is `date:>=2026-03`. From and until take the day in, before and after leave it out. */
export const relations: Readonly<Record<string, string>> = {
  depuis: '>=',
  since: '>=',
  avant: '<',
  before: '<',
  jusquau: '<=',
  jusqua: '<=',
  until: '<=',
  apres: '>',
  after: '>',
}

/**
 * Reads what was written for a `day` or `number` facet: `5`, `>9`, `<=9`, `5..10`, `2026-03`, `7j..hier`.
 * Numbers are whole: a facet that needs fractions is declared in a smaller unit, so that `>9` is from 10.
 */
export function readRange(facet: string, type: 'day' | 'number', written: string): RangeReading {
  const folded = fold(written).replace('≥', '>=').replace('≤', '<=')
  const [, sign = '', value = ''] = /^(>=|<=|>|<|=)?(.*)$/s.exec(folded) ?? []
  const [first = '', second, ...more] = value.split('..')
  const read = type === 'day' ? readDay : readNumber
  const from = read(first)
  const to = second === undefined ? from : read(second)
  if (more.length > 0 || (sign !== '' && second !== undefined)) return rangeFault(type)
  if (from === undefined || to === undefined)
    return second === '' || (first === '' && second !== undefined) ? rangeFault(type) : valueFault(type)
  if (sign !== '') return { ok: true, range: compared(facet, sign, from) }
  if (second === undefined) {
    const end = from.ago ? { daysFromNow: 0 } : from.to
    return { ok: true, range: { op: 'range', facet, from: from.from, to: end } }
  }
  if (isBackwards(from.from, to.to)) return { ok: false, problem: 'bad-range', hint: [`${second}..${first}`] }
  return { ok: true, range: { op: 'range', facet, from: from.from, to: to.to } }
}

function compared(facet: string, sign: string, { from, to }: Period): RangeTerm {
  switch (sign) {
    case '>=':
      return { op: 'range', facet, from }
    case '>':
      return { op: 'range', facet, from: shift(to, 1) }
    case '<=':
      return { op: 'range', facet, to }
    case '<':
      return { op: 'range', facet, to: shift(from, -1) }
    default:
      return { op: 'range', facet, from, to }
  }
}

function readNumber(written: string): Period | undefined {
  if (!/^-?\d{1,15}$/.test(written)) return undefined
  const bound = { number: Number(written) + 0 }
  return { from: bound, to: bound, ago: false }
}

/** The bound next to this one; the last one that can be written stays. */
function shift(bound: Bound, by: 1 | -1): Bound {
  if ('number' in bound) return { number: clamp(bound.number + by, mostNumber) }
  if ('daysFromNow' in bound) return { daysFromNow: clamp(bound.daysFromNow + by, mostDays) }
  const day = Temporal.PlainDate.from(bound.day).add({ days: by })
  return day.year < 0 || day.year > 9999 ? bound : { day: day.toString() }
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}

/** Only when both ends are of one sort: a day and a distance from today cannot be compared for good. */
function isBackwards(from: Bound, to: Bound): boolean {
  if ('number' in from && 'number' in to) return from.number > to.number
  if ('daysFromNow' in from && 'daysFromNow' in to) return from.daysFromNow > to.daysFromNow
  return 'day' in from && 'day' in to && from.day > to.day
}

/** What 15 digits can write. */
const mostNumber = 999_999_999_999_999

function valueFault(type: 'day' | 'number'): RangeReading {
  return type === 'day'
    ? { ok: false, problem: 'bad-date', hint: dayExamples }
    : { ok: false, problem: 'bad-number', hint: ['10', '>=10', '5..10'] }
}

function rangeFault(type: 'day' | 'number'): RangeReading {
  const hint =
    type === 'day' ? ['2026-01-01..2026-03-31', '>=2026-01', '30j..hier'] : ['5..10', '>=5', '<=10']
  return { ok: false, problem: 'bad-range', hint }
}
