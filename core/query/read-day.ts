import type { Bound } from './tree.ts'

/** What a written date covers: a day, a month or a year, or a day relative to today. Both ends included. */
export interface Period {
  readonly from: Bound
  readonly to: Bound
  /** Written as a distance (`7j`): alone, it means "from then until today". */
  readonly ago: boolean
}

/** What can be written for a date, best known first: the hints of a refusal. */
export const dayExamples = ['2026-03-31', '31/03/2026', '2026-03', '7j', 'hier'] as const

/** The farthest day from today that can be written as a distance. */
export const mostDays = 99_999

/**
 * Reads a date: `2026-03-31`, `31/03/2026`, `2026-03`, `03/2026`, `2026`, `hier`, `aujourd'hui`, `demain`,
 * `7j`, `3sem`, `2mois`, `1an` (so long ago; a month is 30 days and a year 365), `+7j` (so far ahead).
 * @param written folded; undefined when it is no date
 */
export function readDay(written: string): Period | undefined {
  return readNamed(written) ?? readDistance(written) ?? readCalendar(written)
}

function readNamed(written: string): Period | undefined {
  return Object.hasOwn(named, written) ? relative(named[written] ?? 0, false) : undefined
}

function readDistance(written: string): Period | undefined {
  const [, sign, count, unit = ''] = /^([+-]?)(\d{1,5})([a-z]+)$/.exec(written) ?? []
  if (count === undefined || !Object.hasOwn(daysIn, unit)) return undefined
  const days = Number(count) * (daysIn[unit] ?? 0)
  if (days > mostDays) return undefined
  return sign === '+' ? relative(days, false) : relative(-days, true)
}

function readCalendar(written: string): Period | undefined {
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(written)
  const french = /^(?:(\d{1,2})\/)?(\d{1,2})\/(\d{4})$/.exec(written)
  const [year, month, day] = iso !== null ? iso.slice(1) : french !== null ? french.slice(1).reverse() : []
  if (year === undefined) return undefined
  try {
    const first = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
      { overflow: 'reject' },
    )
    const length = day !== undefined ? { days: 1 } : month !== undefined ? { months: 1 } : { years: 1 }
    const last = first.add(length).subtract({ days: 1 })
    return { from: { day: first.toString() }, to: { day: last.toString() }, ago: false }
  } catch {
    // Temporal throws for what is not in the calendar: 2026-02-30.
    return undefined
  }
}

function relative(days: number, ago: boolean): Period {
  // -0 would not be equal to 0.
  const bound = { daysFromNow: days + 0 }
  return { from: bound, to: bound, ago }
}

const named: Readonly<Record<string, number>> = {
  "aujourd'hui": 0,
  aujourdhui: 0,
  today: 0,
  hier: -1,
  yesterday: -1,
  'avant-hier': -2,
  demain: 1,
  tomorrow: 1,
}

const daysIn: Readonly<Record<string, number>> = {
  j: 1,
  jour: 1,
  jours: 1,
  d: 1,
  day: 1,
  days: 1,
  sem: 7,
  semaine: 7,
  semaines: 7,
  w: 7,
  week: 7,
  weeks: 7,
  mois: 30,
  month: 30,
  months: 30,
  an: 365,
  ans: 365,
  year: 365,
  years: 365,
}
