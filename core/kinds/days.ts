import { readDay } from '../query/read-day.ts'
import { fold } from '../query/words.ts'
import { daysMeant, readSpokenDay, withoutTime, withoutWeekday } from './spoken-day.ts'

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

/** `22 novembre 2026`, with `1er` for the first of the month. @param day ISO 8601 date */
export function formatDay(day: string): string {
  const { year, month, day: rank } = Temporal.PlainDate.from(day)
  return `${rank === 1 ? '1er' : rank} ${months[month - 1] ?? ''} ${year}`
}

/**
 * The ISO 8601 date of what a person wrote for one day: `2026-11-22`, `22/11/2026`, `22-11-26`, `22/11` (the last one),
 * `22 novembre 2026`, `le 22 nov.`, `lundi 16/11`, `hier`, `aujourd’hui`, or as people say it (spoken-day.ts), to the hour
 * or not. Undefined when it is not one day.
 * @param today ISO 8601 date in Paris
 */
export function parseDay(written: string, today: string): string | undefined {
  const folded = fold(written).trim().replaceAll(/\s+/g, ' ')
  const read = (plain: string) =>
    readOneDay(plain, today) ?? readParts(plain.replace(/^le /, ''), today) ?? readSpokenDay(plain, today)
  const plain = withoutTime(folded)
  return read(folded) ?? read(plain) ?? withoutWeekday(plain, read)
}

/** What can be written for a day that was not understood: the days that it may mean, or else three that differ. */
export function daysLike(written: string, today: string): readonly string[] {
  const meant = daysMeant(fold(written).trim(), today)
  const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 })
  const days =
    meant.length > 0 ? meant : [today, yesterday.toString(), yesterday.subtract({ days: 1 }).toString()]
  return days.map((day) =>
    day === today ? 'aujourd’hui' : day === yesterday.toString() ? 'hier' : formatDay(day),
  )
}

/** Named and complete dates are read as the query language reads them. */
function readOneDay(folded: string, today: string): string | undefined {
  const period = readDay(folded)
  if (period === undefined) return undefined
  const { from, to } = period
  if ('daysFromNow' in from) return Temporal.PlainDate.from(today).add({ days: from.daysFromNow }).toString()
  return 'day' in from && 'day' in to && from.day === to.day ? from.day : undefined
}

function readParts(folded: string, today: string): string | undefined {
  const [, day, monthWord, yearWord] =
    /^(\d{1,2})(?:er)?[\s/.-]+(\d{1,2}|[a-z]+\.?)(?:[\s/.-]+(\d{4}|\d{2}))?$/.exec(folded) ?? []
  if (day === undefined || monthWord === undefined) return undefined
  const month = monthOf(monthWord)
  const year = yearWord === undefined ? Number(today.slice(0, 4)) : Number(yearWord.padStart(4, '20'))
  const date = dateOrNothing(year, month, Number(day))
  const future = yearWord === undefined && date !== undefined && date > today
  return future ? dateOrNothing(year - 1, month, Number(day)) : date
}

function monthOf(word: string): number {
  if (/^\d/.test(word)) return Number(word)
  const start = word.replace('.', '')
  if (start.length < 3) return 0
  return months.findIndex((month) => fold(month).startsWith(start)) + 1
}

function dateOrNothing(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    // Temporal throws for what is not in the calendar: 30 February.
    return undefined
  }
}
