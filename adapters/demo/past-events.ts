import type { LoadRecord } from '#core/events/load-events.ts'
import type { Establishment, Fields } from '#core/kinds/kind.ts'
import { dangers } from '#core/kinds/nomenclatures/dangers.ts'
import { territoryOf } from '#core/kinds/nomenclatures/territories.ts'
import { type Firm, inventFirm, inventShop } from './firms.ts'
import { type DemoStructure, demoStructures } from './people.ts'
import { type Random, seededRandom } from './random.ts'
import type { Danger, Scenario } from './scenario.ts'
import { animalScenarios } from './scenarios-animal.ts'
import { otherScenarios } from './scenarios-other.ts'
import { type Case, describeCase, inventLots, type Outcome, postsFor } from './sentences.ts'

/** How far back the past goes, in days. */
const past = 5 * 365

/**
 * Invented food events of the last five years, the same for the same arguments: what is wrong, where it was made, who
 * followed it. The oldest first. Most are closed; some of the last weeks are open, a few are drafts.
 * @param today ISO 8601 date: nothing happens after it
 */
export function* pastEvents(seed: number, count: number, today: string): Generator<LoadRecord> {
  const random = seededRandom(seed)
  const structures = demoStructures()
  const days = Array.from({ length: count }, () => random.between(1, past)).sort((a, b) => b - a)
  for (const [rank, daysAgo] of days.entries())
    yield inventEvent(random, structures, { origin: `demo:${seed}-${count}-${rank + 1}`, today, daysAgo })
}

function outcomeOf(random: Random, danger: Danger): Outcome {
  const bacterial = dangers.lineage(danger.code).includes('bacterie')
  if (bacterial) return random.pick(['recalled', 'recalled', 'recalled', 'blocked'])
  return random.pick(['recalled', 'recalled', 'withdrawn', 'blocked', 'harmless'])
}

interface When {
  readonly origin: string
  readonly today: string
  readonly daysAgo: number
}

function inventEvent(random: Random, structures: readonly DemoStructure[], when: When): LoadRecord {
  const scenario = pickScenario(random)
  const [productCategory, names] = random.pick(scenario.products)
  const danger = random.pick(scenario.dangers)
  const source = random.pick(scenario.sources)
  const firm = inventFirm(random, scenario, source)
  const structure = structureFor(random, structures, firm, source)
  const day = Temporal.PlainDate.from(when.today).subtract({ days: when.daysAgo })
  const outcome = outcomeOf(random, danger)
  const about: Case = {
    product: random.pick(names),
    danger,
    result: random.chance(0.6) ? danger.results[random.between(0, danger.results.length - 1)] : undefined,
    source,
    firm,
    lots: inventLots(random, day, scenario.temperature),
    outcome,
    shops: outcome === 'recalled' || outcome === 'withdrawn' ? random.between(1, 3) : 0,
  }
  const createdAt = day
    .toZonedDateTime({
      timeZone: structure.zone,
      plainTime: { hour: random.between(7, 18), minute: random.between(0, 59) },
    })
    .toInstant()
  const life = inventLife(random, createdAt, when)
  return {
    origin: when.origin,
    kind: 'food-product',
    structureCode: structure.code,
    fields: fieldsOf(random, { scenario, productCategory, about, structure, day }),
    createdAt: createdAt.toString(),
    ...life,
    ...(life.publishedAt === undefined
      ? {}
      : { posts: postsFor(random, about, structure, structures, life) }),
  }
}

function pickScenario(random: Random): Scenario {
  const weighted = [...animalScenarios, ...otherScenarios].flatMap((scenario) =>
    Array.from({ length: scenario.weight }, () => scenario),
  )
  return pickFrom(random, weighted)
}

/** For a list that only the data says is not empty. */
function pickFrom<T>(random: Random, items: readonly T[]): T {
  const [first, ...others] = items
  if (first === undefined) throw new Error('The demo has nothing to choose from')
  return random.pick([first, ...others])
}

/** The service of the firm's département when the demo has it, else its region's, else the national mission. */
function structureFor(
  random: Random,
  structures: readonly DemoStructure[],
  firm: Firm,
  source: string,
): DemoStructure {
  const central = structures.filter(({ code }) => code === 'mus')
  const local = structures.filter(({ dept }) => dept === firm.dept)
  const region = territoryOf(firm.dept)?.region
  const regional = structures.filter((each) => each.level === 'region' && each.region === region)
  const anyDept = structures.filter(({ level }) => level === 'dept')
  const fromAbroad = source === 'rasff' || source === 'aac'
  const [choice = []] = [fromAbroad ? central : local, random.chance(0.3) ? [] : regional, anyDept].filter(
    (group) => group.length > 0,
  )
  return pickFrom(random, choice)
}

/** Published within hours, closed after some weeks; what is recent may still be open, or a draft. */
function inventLife(
  random: Random,
  createdAt: Temporal.Instant,
  { daysAgo }: When,
): { state: LoadRecord['state']; publishedAt?: string; closedAt?: string } {
  const recent = daysAgo < 90
  if (recent ? random.chance(0.08) : random.chance(0.004)) return { state: 'draft' }
  const published = createdAt.add({ minutes: random.between(5, 300) })
  const lasting = random.between(8, 120)
  const open = lasting >= daysAgo || random.chance(0.03)
  if (open) return { state: 'open', publishedAt: published.toString() }
  const closed = published.add({ hours: lasting * 24 - random.between(0, 12) })
  return { state: 'closed', publishedAt: published.toString(), closedAt: closed.toString() }
}

interface Parts {
  readonly scenario: Scenario
  readonly productCategory: string
  readonly about: Case
  readonly structure: DemoStructure
  readonly day: Temporal.PlainDate
}

function fieldsOf(random: Random, parts: Parts): Fields {
  const { scenario, productCategory, about, structure, day } = parts
  const { danger, firm, result } = about
  const reference = `${day.year}.${String(random.between(1, 9_999)).padStart(4, '0')}`
  const bacterial = dangers.lineage(danger.code).includes('bacterie')
  return {
    type: typeOf(random, about, structure),
    source: about.source,
    receptionDate: day.subtract({ days: random.pick([0, 0, 0, 1, 1, 2]) }).toString(),
    description: describeCase(random, about),
    dangerCategory: danger.code,
    productCategory,
    denomination: about.product,
    brand: firm.brand,
    lots: about.lots,
    animalFeed: scenario.feed === true ? 'oui' : 'non',
    storageTemperature: scenario.temperature,
    establishments: establishmentsOf(random, about, scenario, structure),
    ...(result === undefined ? {} : { quantification: result[0], unit: result[1] }),
    ...(bacterial && scenario.readyToEat !== undefined
      ? { readyToEat: scenario.readyToEat ? 'oui' : 'non' }
      : {}),
    ...(['rasff', 'aac'].includes(about.source) ? { rasffNumber: reference } : {}),
    actions: random.pick<string>(actionsOf[about.outcome]),
    ...recallAndStrains(random, about, day),
  }
}

const actionsOf = {
  recalled: ['rappel', 'rappel', 'rappel-communique', 'rappel-controle'],
  withdrawn: ['retrait'],
  blocked: ['aucune'],
  harmless: ['aucune'],
} as const satisfies Record<Outcome, readonly [string, ...string[]]>

function recallAndStrains(random: Random, { danger, outcome }: Case, day: Temporal.PlainDate): Fields {
  const month = String(day.month).padStart(2, '0')
  const recall = `${day.year}-${month}-${String(random.between(1, 999)).padStart(4, '0')}`
  const strain = `${String(day.year).slice(2)}-${danger.code.slice(0, 1).toUpperCase()}-${String(random.between(1, 2_500)).padStart(4, '0')}`
  const typed = dangers
    .lineage(danger.code)
    .some((code) => ['listeria', 'salmonella', 'escherichia-coli'].includes(code))
  return {
    ...(outcome === 'recalled' && random.chance(0.6) ? { recallNumbers: [recall] } : {}),
    ...(typed && random.chance(0.3) ? { strains: [strain] } : {}),
    ...(typed && random.chance(0.08) ? { clusters: [`CT${random.between(1_000, 9_999)}`] } : {}),
  }
}

function typeOf(random: Random, { outcome, source, shops }: Case, structure: DemoStructure): string {
  if (outcome === 'blocked') return 'non-alerte-marche'
  if (outcome === 'harmless') return 'non-alerte-danger'
  if (source === 'rasff' || source === 'aac') return random.pick(['alerte-nationale', 'action-coordonnee'])
  return structure.level === 'central' || shops > 2 ? 'alerte-nationale' : 'alerte-locale'
}

function establishmentsOf(
  random: Random,
  { firm, shops }: Case,
  scenario: Scenario,
  structure: DemoStructure,
): Establishment[] {
  const maker: Establishment = {
    name: firm.name,
    siret: firm.siret,
    city: firm.city,
    dept: firm.dept,
    country: 'FR',
    operator: scenario.operator,
    position: 'survenue',
    ...(firm.approval === undefined ? {} : { approval: firm.approval }),
  }
  const abroad: Establishment[] =
    firm.origin === undefined
      ? []
      : [{ name: `Fournisseur ${firm.origin[0]}`, country: firm.origin[1], position: 'survenue' }]
  return [
    firm.origin === undefined ? maker : { ...maker, position: 'autre-maillon' },
    ...abroad,
    // A service that is not the firm's own came upon the product at home.
    ...(structure.level === 'dept' && structure.dept !== firm.dept
      ? [inventShop(random, structure.dept)]
      : []),
    ...Array.from({ length: shops }, () => inventShop(random, random.chance(0.4) ? firm.dept : null)),
  ]
}
