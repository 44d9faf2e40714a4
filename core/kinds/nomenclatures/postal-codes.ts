import { distance } from 'fastest-levenshtein'
import { type Commune, communeKey, communesAt, deptsOfCommune } from './communes.ts'
import { territoryOf } from './territories.ts'

/**
 * The département of a French postcode and the name written beside it, if any. The name decides where a postcode
 * serves two départements. It must be that of a place there: 33100 is Bordeaux, and Udine in Italy as well.
 * @param french the country was written, and a name that is no commune elsewhere is then a place there
 */
export function deptOfPostalCode(postalCode: string, city = '', french = false): string | undefined {
  if (!/^\d{5}$/.test(postalCode)) return undefined
  const served = communesAt(postalCode)
  const key = communeKey(city)
  if (key === '') return only(served.map(({ dept }) => dept))
  const named = served.filter((commune) => commune.key === key)
  const near = named.length > 0 ? named : served.filter((commune) => isNear(key, commune))
  if (near.length > 0) return only(near.map(({ dept }) => dept))
  const depts = served.map(({ dept }) => dept)
  return deptBeyond(postalCode, city) ?? (isPlaceThere(postalCode, city, french) ? only(depts) : undefined)
}

/** A place that is no commune: `95700 Roissy CDG`, `94150 MIN de Rungis`, `97150 Marigot`. Overseas, no other country counts so. */
function isPlaceThere(postalCode: string, city: string, french: boolean): boolean {
  if (french || /^9[78]/.test(postalCode)) return deptsOfCommune(city).size === 0
  const words = new Set(communeKey(city).split(' '))
  const own = ({ key }: Commune) =>
    key.split(' ').some((word) => word.length > 3 && !common.has(word) && words.has(word))
  return communesAt(postalCode).some(own) && deptsOfCommune(city).size === 0
}

/** Words of many names. */
const common = new Set(
  'saint sainte saints sous ville bourg mont montagne bois pont port grand grande petit petite vieux haut haute bas basse'.split(
    ' ',
  ),
)

/** Postcodes that are in no list: those of a CEDEX, and a firm's own. */
function deptBeyond(postalCode: string, city: string): string | undefined {
  const begins = deptsBeginning(postalCode)
  const depts = begins.filter((dept) => deptsAround(city).has(dept))
  if (depts.length > 0) return only(depts)
  return /\bcedex\b/i.test(city) ? only(begins) : undefined
}

/** `34961` begins with 34, `97261` with 972; Corsica's 20 may be either of two. */
function deptsBeginning(postalCode: string): string[] {
  const start = postalCode.slice(0, /^9[78]/.test(postalCode) ? 3 : 2)
  return start === '20' ? ['2A', '2B'] : territoryOf(start) === undefined ? [] : [start]
}

/** Of the commune, or of the one that the name begins with: `Orly aérogare`. */
function deptsAround(city: string): ReadonlySet<string> {
  const words = communeKey(city).split(' ')
  for (let length = Math.min(words.length, longestName); length > 0; length -= 1) {
    const found = deptsOfCommune(words.slice(0, length).join(' '))
    if (found.size > 0) return found
  }
  return new Set()
}

/** Words in the longest name of a commune. */
const longestName = 12

/** A part of the name, or the name but for a letter or two. */
function isNear(key: string, commune: Commune): boolean {
  if (`${key} `.startsWith(`${commune.key} `) || `${commune.key} `.startsWith(`${key} `)) return true
  const allowed = key.length < 5 ? 0 : key.length < 9 ? 1 : 2
  return Math.abs(key.length - commune.key.length) <= allowed && distance(key, commune.key) <= allowed
}

function only(depts: readonly string[]): string | undefined {
  const [first, ...others] = new Set(depts)
  return others.length === 0 ? first : undefined
}
