const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const counts = ['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix']
const partOfDay =
  /\s(?:(?:au |en |dans la |le )?(?:matin|matinee|midi|journee|soir|soiree|apres[- ]midi|aprem|debut de matinee|fin de journee|fin de matinee|debut d'apres[- ]midi|fin d'apres[- ]midi))$/
const thisPart = /^(?:ce (?:matin|midi|soir)|cette matinee|cet (?:apres[- ]midi|aprem))$/
const hour = /\s(?:(?:a|vers|des|avant|apres) )?([01]?\d|2[0-3]) ?(?:h|heures?|:)(?: ?[0-5]\d)?$/

/** The day alone, of one that is said to the hour or to its part: `hier soir`, `12/11 à 14 h 30`. @param folded as `fold` gives it */
export function withoutTime(folded: string): string {
  // What is to come was not received: it is asked about at once.
  if (folded.startsWith('demain')) return folded
  return folded.replace(hour, '').replace(/,$/, '').replace(partOfDay, '')
}

/**
 * The day that people name as they speak: `hier soir`, `ce matin`, `avant hier`, `il y a trois jours`, `lundi dernier`,
 * `le 12`: the last one. What may be two days is none: `cette nuit`, `lundi` on a Monday.
 * @param folded as `fold` gives it
 * @param today ISO 8601 date in Paris
 */
export function readSpokenDay(folded: string, today: string): string | undefined {
  if (thisPart.test(folded.replace(hour, ''))) return today
  const days = daysAgo(withoutTime(folded), today)
  return days === undefined ? undefined : before(today, days)
}

/** The days that a word may mean which means two, latest first. */
export function daysMeant(folded: string, today: string): readonly string[] {
  if (/^(?:(?:hier )?(?:dans |pendant )?(?:cette|la) nuit(?: derniere)?|hier nuit)$/.test(folded))
    return [today, before(today, 1)]
  const rank = weekdays.indexOf(withoutTime(folded).replace(/^le /, ''))
  return rank + 1 === Temporal.PlainDate.from(today).dayOfWeek ? [today, before(today, 7)] : []
}

/** Without the weekday before a date, `lundi 16 novembre`; undefined when the date is another day's. */
export function withoutWeekday(
  folded: string,
  read: (rest: string) => string | undefined,
): string | undefined {
  const [, name = '', rest = ''] = /^(?:le )?([a-z]+) (?:le )?(\d.*)$/.exec(folded) ?? []
  if (!weekdays.includes(name)) return undefined
  const day = read(rest) ?? read(`le ${rest}`)
  if (day === undefined) return undefined
  return Temporal.PlainDate.from(day).dayOfWeek === weekdays.indexOf(name) + 1 ? day : undefined
}

function before(today: string, days: number): string {
  return Temporal.PlainDate.from(today).subtract({ days }).toString()
}

function daysAgo(plain: string, today: string): number | undefined {
  if (/^(?:aujourd'?hui|ajd|auj)$/.test(plain)) return 0
  if (plain === 'hier') return 1
  if (/^avant[- ]hier$/.test(plain)) return 2
  const [, written] = /^il y a (\d{1,3}|[a-z]+) jours?$/.exec(plain) ?? []
  if (written !== undefined) return countOf(written)
  const [, name = '', last] = /^(?:le )?([a-z]+)( dernier| passe)?$/.exec(plain) ?? []
  if (weekdays.includes(name)) return sinceWeekday(weekdays.indexOf(name) + 1, last !== undefined, today)
  const [, rank] = /^le (\d{1,2})(?:er)?$/.exec(plain) ?? []
  return rank === undefined ? undefined : sinceRank(Number(rank), today)
}

function countOf(written: string): number | undefined {
  if (/^\d/.test(written)) return Number(written)
  return counts.includes(written) ? counts.indexOf(written) + 1 : undefined
}

/** @param weekday 1 is Monday */
function sinceWeekday(weekday: number, last: boolean, today: string): number | undefined {
  const days = (Temporal.PlainDate.from(today).dayOfWeek - weekday + 7) % 7
  return days > 0 ? days : last ? 7 : undefined
}

/** Days since the last day of a month that bears this rank; 31 may be two months ago. */
function sinceRank(rank: number, today: string): number | undefined {
  const now = Temporal.PlainDate.from(today)
  for (let months = 0; months < 3; months += 1) {
    const { year, month } = now.subtract({ months })
    const day = rankIn(year, month, rank)
    if (day !== undefined && Temporal.PlainDate.compare(day, now) <= 0) return day.until(now).days
  }
  return undefined
}

function rankIn(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    // Temporal throws for what is not in the calendar: 30 February.
    return undefined
  }
}
