import type { Node } from '../kind.ts'
import { nomenclature } from './tree.ts'

const french = new Intl.DisplayNames('fr', { type: 'region', fallback: 'none' })
const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Named by the Unicode tables, but not in ISO 3166-1: groups, parts of a country, tests. */
const others = 'EU EZ UN QO ZZ XA XB AC CP CQ DG EA IC TA'.split(' ')

/** ISO 3166-1 alpha-2 codes (and XK, Kosovo) with their French names; English names and old labels find them too. */
export const countries = nomenclature(
  'pays',
  'Pays',
  letters.flatMap((first) => letters.flatMap((second) => countryOf(first + second))),
)

function countryOf(code: string): Node[] {
  const label = french.of(code)
  // A withdrawn code (UK, SU) is turned by the tables into the one that replaced it.
  const withdrawn = new Intl.Locale(`und-${code}`).region !== code
  if (label === undefined || withdrawn || others.includes(code)) return []
  return [{ code, label, parent: undefined, words: [english.of(code) ?? label] }]
}
