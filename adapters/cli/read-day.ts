import { UsageError } from './command.ts'

const zone = 'Europe/Paris'

/** The end, in Paris, of a day written `2027-03-31` or `31/03/2027`. @throws UsageError that names the option */
export function lastInstantOf(written: string, option: string): Temporal.Instant {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written) ?? []
  const iso =
    day === undefined || month === undefined
      ? written
      : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  try {
    if (!/^\d{4}-\d\d-\d\d$/.test(iso)) throw new RangeError(iso)
    return Temporal.PlainDate.from(iso).add({ days: 1 }).toZonedDateTime(zone).toInstant()
  } catch {
    throw new UsageError(`--${option} est un jour, écrit 2027-03-31 ou 31/03/2027 (lu : « ${written} »).`)
  }
}
