import { pointer } from '../pointer.ts'
import { type Issue, Refusal } from '../refusal.ts'
import { establishmentLabels } from './establishment.ts'
import type { Establishment, Fields, Kind } from './kind.ts'
import { communesAt, deptsOfCommune } from './nomenclatures/communes.ts'
import { departments } from './nomenclatures/territories.ts'

/**
 * A place in France that contradicts itself: its postcode, its commune and its département are not of one another, and who
 * is told would depend on which is believed. What was held before is not judged again.
 * @throws Refusal fields-invalid, which names both
 */
export function refuseMisplaced(kind: Kind, fields: Fields, held: Fields = {}): void {
  const issues = misplacedIn(kind, fields, held)
  if (issues.length > 0) throw new Refusal('fields-invalid', { kind: kind.label, issues })
}

/** What of it would be refused. */
export function misplacedIn(kind: Kind, fields: Fields, held: Fields = {}): Issue[] {
  const known = new Set(Object.values(held).flatMap(establishmentsIn).map(keyOf))
  return kind.fields.flatMap(({ name, label }) =>
    establishmentsIn(fields[name]).flatMap((item, at): Issue[] => {
      const found = known.has(keyOf(item)) ? undefined : contradictionIn(item)
      if (found === undefined) return []
      const { part, rule } = found
      return [
        {
          at: `${label}, n°\u00a0${at + 1}, ${establishmentLabels[part]}`,
          pointer: pointer([name, at, part]),
          seen: item[part] ?? '',
          rule,
        },
      ]
    }),
  )
}

type Part = 'postalCode' | 'city'

/** Two of the three that are of no common département. A name that many communes have is that of a hamlet as well. */
function contradictionIn(item: Establishment): { part: Part; rule: string } | undefined {
  const { postalCode = '', city = '', dept, country = 'FR' } = item
  if (country !== 'FR') return undefined
  const served = new Set(communesAt(postalCode).map((commune) => commune.dept))
  const named = deptsOfCommune(city)
  const code = `le code postal ${postalCode} (${labels(served)})`
  const commune = `la commune ${city} (${labels(named)})`
  if (dept !== undefined && served.size > 0 && !served.has(dept))
    return { part: 'postalCode', rule: `${code} et le département ${labels([dept])} se contredisent` }
  if (dept !== undefined && served.size === 0 && named.size === 1 && !named.has(dept))
    return { part: 'city', rule: `${commune} et le département ${labels([dept])} se contredisent` }
  if (served.size === 0 && named.size > 0 && isOfNowhere(postalCode, named))
    return {
      part: 'postalCode',
      rule: `le code postal ${postalCode}, qui n’est d’aucune commune connue, et ${commune} se contredisent`,
    }
  if (dept === undefined && served.size > 0 && named.size > 0 && ![...named].some((one) => served.has(one)))
    return {
      part: 'postalCode',
      rule: `${code} et ${commune} se contredisent ; si le code est le bon, ajoutez son département`,
    }
  return undefined
}

/** In no list, and not of a CEDEX or of a firm either: those begin as their département does. */
function isOfNowhere(postalCode: string, named: ReadonlySet<string>): boolean {
  if (!/^\d{5}$/.test(postalCode)) return false
  return ![...named].some((dept) => postalCode.startsWith(dept.replace(/^2[AB]$/, '20')))
}

/** More are no help. */
const mostLabels = 4

function labels(depts: Iterable<string>): string {
  const all = [...depts].sort().map((code) => `${departments.get(code)?.label ?? code}, ${code}`)
  return `${all.slice(0, mostLabels).join(' ou ')}${all.length > mostLabels ? '…' : ''}`
}

function establishmentsIn(value: Fields[string] | undefined): readonly Establishment[] {
  return typeof value === 'object' ? value.filter((item) => typeof item !== 'string') : []
}

function keyOf({ postalCode, city, dept, country }: Establishment): string {
  return JSON.stringify([postalCode, city, dept, country])
}
