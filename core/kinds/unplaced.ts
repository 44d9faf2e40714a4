import type { Fields } from './kind.ts'
import { deptsOfCommune } from './nomenclatures/communes.ts'
import { departments } from './nomenclatures/territories.ts'

/** An establishment in France whose département is not known: nobody of there is told of it. */
export interface Unplaced {
  readonly name: string
  /** As it was written. */
  readonly place: string
  /** Labels of the départements that have a commune of this name. */
  readonly homonyms: readonly string[]
}

export function unplacedIn(fields: Fields): Unplaced[] {
  return Object.values(fields).flatMap((value) =>
    typeof value !== 'object'
      ? []
      : value.flatMap((item) => {
          if (typeof item === 'string' || item.dept !== undefined) return []
          const { name, address, postalCode, city, country = 'FR' } = item
          const place = [address, postalCode, city].filter((part) => part !== undefined).join(' ')
          if (place === '' || country !== 'FR') return []
          const depts = postalCode === undefined && city !== undefined ? [...deptsOfCommune(city)] : []
          return [{ name, place, homonyms: depts.sort().map((code) => departments.get(code)?.label ?? code) }]
        }),
  )
}
