import type { FieldValue } from './kind.ts'
import { communesAt, deptsOfCommune } from './nomenclatures/communes.ts'
import { departments } from './nomenclatures/territories.ts'

/** An establishment in France whose département is not known: nobody of there is told of it. */
export interface Unplaced {
  readonly name: string
  /** As it was written. */
  readonly place: string
  /** The name of its commune, when one was written. */
  readonly commune?: string
  /** Labels of the départements that have a commune of this name. */
  readonly homonyms: readonly string[]
  /** A postcode of France that was written, and the départements that it serves. */
  readonly postal?: { readonly code: string; readonly depts: readonly { code: string; label: string }[] }
}

export function unplacedIn(fields: Readonly<Record<string, FieldValue | null>>): Unplaced[] {
  return Object.values(fields).flatMap((value) =>
    typeof value !== 'object' || value === null
      ? []
      : value.flatMap((item) => {
          if (typeof item === 'string' || item.dept !== undefined) return []
          const { name, address, postalCode, city, country = 'FR' } = item
          const place = [address, postalCode, city].filter((part) => part !== undefined).join(' ')
          if (place === '' || country !== 'FR') return []
          const commune = postalCode === undefined ? (city ?? communeAtEnd(address)) : undefined
          const depts = commune === undefined ? [] : [...deptsOfCommune(commune)]
          const homonyms = depts.sort().map((code) => departments.get(code)?.label ?? code)
          const named = commune ?? city
          return [
            {
              name,
              place,
              homonyms,
              ...(named === undefined ? {} : { commune: named }),
              ...servedBy(postalCode),
            },
          ]
        }),
  )
}

function servedBy(code: string | undefined): Pick<Unplaced, 'postal'> {
  if (code === undefined) return {}
  const served = [...new Set(communesAt(code).map(({ dept }) => dept))].sort()
  const depts = served.map((dept) => ({ code: dept, label: departments.get(dept)?.label ?? dept }))
  return depts.length === 0 ? {} : { postal: { code, depts } }
}

/** `34 rue Nationale Saint-Denis`: the longest end of a street that is a commune's name, if several are called so. */
function communeAtEnd(address = ''): string | undefined {
  const words = address.split(' ').slice(-6)
  return words.map((_, from) => words.slice(from).join(' ')).find((end) => deptsOfCommune(end).size > 1)
}
