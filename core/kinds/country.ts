import { slug } from './nomenclatures/names.ts'

const names = new Intl.DisplayNames('fr', { type: 'region', fallback: 'none' })
const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Every ISO 3166-1 alpha-2 code that has a name, with its French and English names. */
const countries: readonly { code: string; label: string; slugs: readonly string[] }[] = letters
  .flatMap((first) => letters.map((second) => first + second))
  .flatMap((code) => {
    const label = names.of(code)
    // Codes that are aliases of another one (UK, SU) or no country (EU, ZZ) are left out.
    if (label === undefined || notCountries.has(code) || isAlias(code)) return []
    return [{ code, label, slugs: [slug(code), slug(label), slug(english.of(code) ?? label)] }]
  })
