import { countries } from '#core/kinds/nomenclatures/countries.ts'
import { fold } from '#core/query/words.ts'

/** Names that RASFF writes otherwise than the Unicode names. */
const otherNames: Readonly<Record<string, string>> = {
  turkey: 'TR',
  turkiye: 'TR',
  'czech republic': 'CZ',
  'republic of north macedonia': 'MK',
  'hong kong': 'HK',
  macao: 'MO',
  'northern ireland': 'GB',
  myanmar: 'MM',
  'burma/myanmar': 'MM',
  'cape verde': 'CV',
  swaziland: 'SZ',
  'ivory coast': 'CI',
  congo: 'CG',
  'congo (brazzaville)': 'CG',
  'democratic republic of the congo': 'CD',
  'west bank and gaza strip': 'PS',
  palestine: 'PS',
  'falkland islands': 'FK',
  'the gambia': 'GM',
  'russian federation': 'RU',
  'viet nam': 'VN',
  'republic of korea': 'KR',
  'united states of america': 'US',
}

/** `bosnia and herzegovina`, `bosnia & herzegovina`: one key. */
function keyOf(name: string): string {
  return fold(name)
    .replaceAll('&', 'and')
    .replaceAll(/\bst\. /g, 'saint ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const codes = new Map<string, string>([
  ...countries.nodes.flatMap(({ code, words }) =>
    (words ?? []).map((name): [string, string] => [keyOf(name), code]),
  ),
  ...Object.entries(otherNames),
])

/** The ISO 3166-1 code of a country as RASFF writes it, `Germany` or `Germany (DE)`; undefined for what is none. */
export function countryCode(written: string): string | undefined {
  const said = written.trim()
  const [end = '', code] = /\(([A-Z]{2})\)$/.exec(said) ?? []
  if (code !== undefined && countries.get(code) !== undefined) return code
  return codes.get(keyOf(said.slice(0, said.length - end.length)))
}

/** `Allemagne` for `DE`. */
export function countryName(code: string): string {
  return countries.get(code)?.label ?? code
}
