import { UsageError } from './command.ts'

const zone = 'Europe/Paris'

/** The end, in Paris, of a day written `2027-03-31` or `31/03/2027`. @throws UsageError that names the option */
export function lastInstantOf(written: string, option: string): Temporal.Instant {
  return readDay(written, option).add({ days: 1 }).toZonedDateTime(zone).toInstant()
}

/** The beginning of such a day. @throws UsageError that names the option */
export function firstInstantOf(written: string, option: string): Temporal.Instant {
  return readDay(written, option).toZonedDateTime(zone).toInstant()
}

function readDay(written: string, option: string): Temporal.PlainDate {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written) ?? []
  const iso =
    day === undefined || month === undefined
      ? written
      : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  try {
    if (!/^\d{4}-\d\d-\d\d$/.test(iso)) throw new RangeError(iso)
    return Temporal.PlainDate.from(iso)
  } catch {
    throw new UsageError(`--${option} est un jour, écrit 2027-03-31 ou 31/03/2027 (lu : « ${written} »).`)
  }
}
