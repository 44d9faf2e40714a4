import type { LoadRecord } from '#core/events/load-events.ts'
import { formatDay } from '#core/kinds/days.ts'
import type { Establishment } from '#core/kinds/kind.ts'
import { startOf } from '#core/query/cut.ts'
import { countryCode, countryName } from './countries.ts'
import { dangerOf, productOf } from './nomenclature-codes.ts'
import type { RasffRow } from './read-rasff.ts'

/** Longest line that a field takes, in characters. */
const longest = 512

/**
 * A notification as an event of the past. The English words of the source are kept in the text, so that a search in
 * either language finds it. It comes in closed: the public portal never shows what was done after.
 */
export function toRecord(row: RasffRow, structureCode: string): LoadRecord {
  const countries = [...new Set(row.origins.flatMap((origin) => countryCode(origin) ?? []))]
  const notifier = countryCode(row.notifier)
  const danger = dangerOf(row.hazards)
  const product = productOf(row.product, row.category)
  const at = Temporal.PlainDate.from(row.day).toZonedDateTime({
    timeZone: 'Europe/Paris',
    plainTime: '09:00',
  })
  const instant = at.toInstant().toString()
  return {
    origin: `rasff:${row.reference}`,
    kind: 'food-product',
    structureCode,
    state: 'closed',
    createdAt: instant,
    publishedAt: instant,
    closedAt: instant,
    fields: {
      // The portal does not say which alerts reached the French market; it does say who notified and where it was made.
      type: [notifier, ...countries].includes('FR') ? 'alerte-nationale' : 'action-coordonnee',
      source: 'rasff',
      receptionDate: row.day,
      rasffNumber: row.reference,
      denomination: startOf(row.product, longest),
      description: describe(row, countries, notifier),
      ...(danger === undefined ? {} : { dangerCategory: danger }),
      ...(product === undefined ? {} : { productCategory: product }),
      ...(row.hazards.length === 0 ? {} : { dangerDetails: row.hazards.map(({ name }) => name).join('\n') }),
      ...(countries.length === 0 ? {} : { establishments: countries.map(unnamed) }),
    },
  }
}

/** The portal never names firms; the country of origin is what is known of them. */
function unnamed(country: string): Establishment {
  return { name: `Exploitant non communiqué (${countryName(country)})`, country }
}

function describe(row: RasffRow, countries: readonly string[], notifier: string | undefined): string {
  const from = notifier === undefined ? row.notifier : countryName(notifier)
  const origins = countries.length === 0 ? row.origins : countries.map(countryName)
  const hazards = row.hazards.map(({ name }) => name)
  const lines = [
    `Notification RASFF ${row.reference} du ${formatDay(row.day)}, pays notifiant\u00A0: ${from || 'non communiqué'}.`,
    `Produit\u00A0: ${row.product}${row.category === '' ? '' : ` (${row.category})`}.`,
    `Origine\u00A0: ${origins.join(', ') || 'non communiquée'}.`,
    `Danger\u00A0: ${hazards.join('\u00A0; ') || 'non précisé'}.`,
  ]
  return lines.join('\n')
}
