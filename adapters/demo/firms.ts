import type { Establishment } from '#core/kinds/kind.ts'
import { isSiret } from '#core/kinds/siret.ts'
import { firmNames, origins, places } from './places.ts'
import type { Random } from './random.ts'
import type { Scenario } from './scenario.ts'

/** An invented firm, and where what it sells comes from when it imports. */
export interface Firm {
  readonly name: string
  readonly brand: string
  readonly siret: string
  readonly city: string
  readonly dept: string
  readonly approval?: string
  readonly origin?: readonly [said: string, code: string]
}

const importers = ['rasff', 'aac', 'pspc-en-pcf', 'prelevement-en-pcf']
const approved = [
  'fromage',
  'laiter',
  'salaisons',
  'charcut',
  'viande',
  'abattoir',
  'volaille',
  'fumaison',
  'marée',
  'mareyage',
  'coquillages',
  'ostréi',
  'pêcher',
]

export function inventFirm(random: Random, { firms }: Scenario, source: string): Firm {
  const trade = random.pick(firms)
  const after = random.pick(firmNames)
  const [city, dept] = random.pick(places)
  const name = `${trade} ${after}`
  const needsApproval = approved.some((word) => trade.toLowerCase().includes(word))
  return {
    name,
    brand: random.chance(0.5) ? name : brandOf(random, after),
    siret: inventSiret(random),
    city,
    dept,
    ...(needsApproval ? { approval: inventApproval(random, dept) } : {}),
    ...(importers.includes(source) ? { origin: random.pick(origins) } : {}),
  }
}

/** A shop that sold the product, in this département or anywhere. */
export function inventShop(random: Random, wanted: string | null): Establishment {
  const [near, ...others] = places.filter((place) => place[1] === wanted)
  const [city, dept] = near === undefined ? random.pick(places) : random.pick([near, ...others])
  const trade = random.pick(['Supermarché', 'Épicerie', 'Magasin', 'Halles', 'Comptoir', 'Drive'])
  return {
    name: `${trade} ${random.pick(firmNames)}`,
    siret: inventSiret(random),
    city,
    dept,
    country: 'FR',
    operator: random.pick(['Distributeur', 'Commerce de détail', 'Grossiste']),
    position: random.pick(['autre-maillon', 'autre-maillon', 'detection']),
  }
}

/** Fourteen digits, the last of which makes the number right. */
export function inventSiret(random: Random): string {
  const siren = luhnCompleted(String(random.between(10_000_000, 99_999_999)))
  return luhnCompleted(`${siren}${String(random.between(1, 99)).padStart(4, '0')}`)
}

function luhnCompleted(digits: string): string {
  // Doubling starts at the second digit from the right, whatever the length: padding to thirteen keeps its parity.
  const key = [...'0123456789'].find((last) => isSiret(`${digits}${last}`.padStart(14, '0')))
  return `${digits}${key ?? '0'}`
}

function inventApproval(random: Random, dept: string): string {
  const rank = () => String(random.between(1, 299)).padStart(3, '0')
  return `${dept}.${rank()}.${rank()}`
}

function brandOf(random: Random, after: string): string {
  const bare = after.replace(/^(des|du|de la|de l’|de) ?/, '').replace(/ et Fils| Frères/, '')
  return random.pick([bare, `Saveurs ${after}`, `L’Atelier ${after}`, `${bare} Sélection`])
}
