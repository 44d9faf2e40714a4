import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'

/** Where somebody works: the IANA zone of his hours, and his département (`34`, `2A`, `974`) for local holidays. */
export interface Place {
  readonly zone: string
  readonly dept?: string | null
}

/** Monday to Friday, public holidays of the place excepted. */
export function isWorkingDay(date: Temporal.PlainDate, place: Place): boolean {
  return date.dayOfWeek <= 5 && !publicHolidays(place, date.year).has(date.toString())
}

/** That day if it is a working day, else the first one after it. */
export function workingDayFrom(date: Temporal.PlainDate, place: Place): Temporal.PlainDate {
  let day = date
  while (!isWorkingDay(day, place)) day = day.add({ days: 1 })
  return day
}

/**
 * The places whose public holidays are not those of the mainland, as date-holidays names them.
 * A structure without a département (an overseas directorate entered by its zone only) is found by its zone.
 */
const localCalendars: readonly {
  readonly dept: string
  readonly zone?: string
  readonly calendar: string
}[] = [
  { dept: '57', calendar: 'FR/57' },
  { dept: '67', calendar: 'FR/67' },
  { dept: '68', calendar: 'FR/68' },
  { dept: '971', zone: 'America/Guadeloupe', calendar: 'FR/GP' },
  { dept: '972', zone: 'America/Martinique', calendar: 'FR/MQ' },
  { dept: '973', zone: 'America/Cayenne', calendar: 'FR/GF' },
  { dept: '974', zone: 'Indian/Reunion', calendar: 'FR/RE' },
  { dept: '975', zone: 'America/Miquelon', calendar: 'PM' },
  { dept: '976', zone: 'Indian/Mayotte', calendar: 'FR/YT' },
  { dept: '977', zone: 'America/St_Barthelemy', calendar: 'FR/BL' },
  { dept: '978', zone: 'America/Marigot', calendar: 'FR/MF' },
  { dept: '986', zone: 'Pacific/Wallis', calendar: 'WF' },
  { dept: '987', zone: 'Pacific/Tahiti', calendar: 'PF' },
  { dept: '988', zone: 'Pacific/Noumea', calendar: 'NC' },
]

function calendarOf({ dept, zone }: Place): string {
  const local = localCalendars.find((entry) => (dept == null ? entry.zone === zone : entry.dept === dept))
  return local?.calendar ?? 'FR'
}

/** Where the library and the law differ (Code du travail, L3422-2): Saint-Martin keeps 28 May, not 27, since 2018. */
const corrections: Readonly<
  Record<string, { readonly wrong: string; readonly right: string; readonly since: number }>
> = {
  'FR/MF': { wrong: '05-27', right: '05-28', since: 2018 },
}

const known = new Map<string, ReadonlySet<string>>()

/** ISO dates of the public holidays of a year, those that fall on a weekend included; computed once. */
export function publicHolidays(place: Place, year: number): ReadonlySet<string> {
  const calendar = calendarOf(place)
  const key = `${calendar} ${year}`
  const cached = known.get(key)
  if (cached !== undefined) return cached
  const days = new Set(compute(calendar, year))
  const correction = corrections[calendar]
  if (correction !== undefined && year >= correction.since) {
    days.delete(`${year}-${correction.wrong}`)
    days.add(`${year}-${correction.right}`)
  }
  known.set(key, days)
  return days
}

// Loaded on the first weekday that is asked about: its rules for all countries take some 80 ms, which most commands never need.
const require = createRequire(import.meta.url)

function compute(calendar: string, year: number): string[] {
  const Calendar: typeof Holidays = require('date-holidays')
  const [country = 'FR', state = ''] = calendar.split('/')
  return new Calendar(country, state, { types: ['public'] })
    .getHolidays(year, 'fr')
    .map((holiday) => holiday.date.slice(0, 10))
}
