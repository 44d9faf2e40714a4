import type { FieldValue } from './kind.ts'
import { deptsOfCommune } from './nomenclatures/communes.ts'
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
          return [{ name, place, homonyms, ...(commune === undefined ? {} : { commune }) }]
        }),
  )
}

/** `34 rue Nationale Saint-Denis`: the longest end of a street that is a commune's name, if several are called so. */
function communeAtEnd(address = ''): string | undefined {
  const words = address.split(' ').slice(-6)
  return words.map((_, from) => words.slice(from).join(' ')).find((end) => deptsOfCommune(end).size > 1)
}
