import { trimEndOf } from '../query/trim-end.ts'
import { findChoices } from './choices.ts'
import type { Establishment } from './kind.ts'
import { communesAt, deptsOfCommune } from './nomenclatures/communes.ts'
import { countries } from './nomenclatures/countries.ts'
import { labelNames, nameKey } from './nomenclatures/names.ts'
import { deptOfPostalCode } from './nomenclatures/postal-codes.ts'
import { filePositions } from './nomenclatures/shared-choices.ts'
import { departments } from './nomenclatures/territories.ts'
import { isWay } from './ways.ts'

type Place = Omit<Establishment, 'name' | 'siret' | 'siren' | 'approval'>

/** What the parts of an address say, in the order written. */
interface Read {
  postal?: { readonly code: string; readonly city: string; readonly rank: number }
  /** A commune with the number of its own département: `34 Lodève`. */
  city?: string
  dept?: string
  /** The département was named, or its number stands after a place: it is no number of a street. */
  spoken?: boolean
  country?: string
  position?: string
  readonly ways: { readonly text: string; readonly rank: number }[]
  readonly others: { readonly text: string; readonly rank: number }[]
}

/**
 * Where an establishment is. Its département is that of the postcode, else of the commune, else the one said;
 * a number in a street says none, and what could be one of several is left open.
 * @param said the département that was written as such, by its code
 */
export function readPlace(parts: readonly string[], said: string | undefined): Place {
  const read: Read = { ways: [], others: [] }
  joinNumbers(parts).forEach((part, rank) => {
    readPart(read, part, rank)
  })
  const { postal, position, ways } = read
  const { city: named, operator, before } = withCity(read, said)
  const country = read.country ?? (named === undefined ? undefined : countryNamed(named))
  const explicit = said ?? read.dept
  // `Vienne (86)` is the département, `Vienne (38)` the commune of another one.
  const itself = postal === undefined && explicit !== undefined && departmentNamed(named ?? '') === explicit
  const city = itself && !deptsOfCommune(named ?? '').has(explicit) ? undefined : named
  const abroad = country !== undefined && country !== 'FR'
  const found = abroad ? explicit : deptOf({ postalCode: postal?.code, city, country }, explicit)
  // Written as such and of another département than the rest: both are kept, and asked about.
  const spoken = said ?? (read.spoken === true ? read.dept : undefined)
  const dept = spoken !== undefined && !abroad ? spoken : found
  const address = [...ways, ...before]
    .sort((a, b) => a.rank - b.rank)
    .map(({ text }) => text)
    .join(', ')
  return {
    ...(address === '' ? {} : { address }),
    ...(postal === undefined ? {} : { postalCode: postal.code }),
    ...(city === undefined ? {} : { city }),
    ...(dept === undefined ? {} : { dept }),
    ...(country === undefined ? {} : { country }),
    ...(operator === '' ? {} : { operator }),
    ...(position === undefined ? {} : { position }),
  }
}

/** More postcodes than an address has. */
const mostCodes = 10

/** Where in a part a postcode stands, with what is before and after it; the first that is of the place named beside it. */
export function postalIn(part: string): { code: string; before: string; after: string } | undefined {
  const all = [...part.matchAll(postalCodes).take(mostCodes)].map(({ 0: whole, 1: code = '', index }) => ({
    code: code.replace(' ', ''),
    before: trimEndOf(part.slice(0, index), /[\s–-]/),
    after: part.slice(index + whole.length).replace(/^[\s–-]+/, ''),
    spaced: code.includes(' '),
  }))
  const sure = all.find(({ code, before, after }) => deptOfPostalCode(code, after || cityBefore(before)))
  if (sure !== undefined) return sure
  // `Lodève 34700 Hérault`
  const said = all.find(({ code, before, after }) => {
    const dept = departmentNamed(after)
    return dept !== undefined && deptOfPostalCode(code, cityBefore(before)) === dept
  })
  if (said !== undefined) return { ...said, after: '' }
  return all.find(({ before, spaced }) => before === '' && !spaced)
}

function readPart(read: Read, part: string, rank: number): void {
  const postal = read.postal === undefined ? postalIn(part) : undefined
  if (postal !== undefined) {
    const { code, before, after } = postal
    const city = after || cityBefore(before)
    read.postal = { code, city, rank }
    if (before !== '' && before !== city) read.ways.push({ text: before, rank })
    return
  }
  const numbered = numberedCommune(part)
  if (numbered !== undefined && read.city === undefined) {
    Object.assign(read, numbered)
    return
  }
  const dept = departmentOf(part, read)
  const [position] = findChoices(filePositions, part)
  const country = countryNamed(part)
  if (dept !== undefined && read.dept === undefined) {
    read.spoken = !/^\d/.test(part) || isPlaced(read)
    read.dept = dept
  } else if (country !== undefined && read.country === undefined) read.country = country
  else if (position !== undefined && read.position === undefined) read.position = position.code
  else if (isWay(part) && (/\d/.test(part) || deptsOfCommune(part).size === 0))
    read.ways.push({ text: part, rank })
  else read.others.push({ text: part, rank })
}

/** Whether a place was read before: a postcode, or the name of a commune. */
function isPlaced({ postal, city, others }: Read): boolean {
  return (
    postal !== undefined || city !== undefined || others.some(({ text }) => deptsOfCommune(text).size > 0)
  )
}

/** The commune among what is left; what stands before it is of the address, what stands after is the trade. */
function withCity(
  { postal, city: known, others, dept: spoken }: Read,
  said: string | undefined,
): { city: string | undefined; operator: string; before: Read['others'] } {
  const named = known ?? (postal?.city || undefined)
  const after = others.filter(({ rank }) => rank > (postal?.rank ?? -1))
  const own = named === undefined ? (communeAmong(after, said ?? spoken) ?? after[0]) : undefined
  const at = own?.rank ?? postal?.rank ?? 0
  const rest = others.filter(
    ({ text, rank }) => rank !== own?.rank && own?.text.split(', ').includes(text) !== true,
  )
  return {
    city: named ?? own?.text,
    before: rest.filter(({ rank }) => rank < at),
    operator: rest
      .filter(({ rank }) => rank >= at)
      .map(({ text }) => text)
      .join(', '),
  }
}

/**
 * `Le Mas, Lodève`: a hamlet may be called like a commune of elsewhere. The commune is that of the département that was
 * said; with none, and two that no département has both, which of them it is is asked about: neither says where it is.
 */
function communeAmong(others: Read['others'], dept: string | undefined): Read['others'][number] | undefined {
  const communes = others.filter(({ text }) => deptsOfCommune(text).size > 0)
  const there = communes.filter(({ text }) => dept !== undefined && deptsOfCommune(text).has(dept))
  if (dept !== undefined) return there.at(-1) ?? communes[0]
  const last = communes.at(-1)
  if (last === undefined) return undefined
  const shared = [...deptsOfCommune(last.text)].filter((code) =>
    communes.every(({ text }) => deptsOfCommune(text).has(code)),
  )
  return shared.length > 0 ? last : { text: communes.map(({ text }) => text).join(', '), rank: last.rank }
}

/**
 * The département of a place in France.
 * @param said the one that was written as such: it counts where the postcode and the commune say none
 */
export function deptOf(
  {
    postalCode = '',
    city = '',
    country,
  }: { postalCode?: string | undefined; city?: string | undefined; country?: string | undefined },
  said: string | undefined,
): string | undefined {
  const byCode = deptOfPostalCode(postalCode, city, country === 'FR')
  if (byCode !== undefined) return byCode
  // A postcode of somewhere else: one of the two is wrong, and neither is believed.
  const contradicted = communesAt(postalCode).length > 0
  return (contradicted ? undefined : only(city)) ?? said
}

/**
 * `Hérault`; `Vienne` is a département and a commune of another: it says the first only after a commune,
 * `Loudun, Vienne`, and not after a hamlet, `12 Le Bourg, Vienne`.
 */
function departmentOf(part: string, { postal, city, others }: Read): string | undefined {
  const code = /^(?:\d{2,3}|2[AB])$/i.test(part) ? departments.get(part.toUpperCase())?.code : undefined
  if (code !== undefined) return code
  const named = departmentNamed(part)
  const placed =
    postal !== undefined ||
    city !== undefined ||
    others.some(({ text }) => named !== undefined && isPlacedBy(named, deptsOfCommune(text)))
  return placed || only(part) === named ? named : undefined
}

/** Saint-Martin is said of an island after a commune of it, which no other commune of the name has for a neighbour. */
function isPlacedBy(dept: string, before: ReadonlySet<string>): boolean {
  return before.has(dept) || (before.size > 0 && !dept.startsWith('97'))
}

/** The one département that a name alone can mean, as a commune or as itself. */
function only(name: string): string | undefined {
  const [one, ...others] = new Set([
    ...deptsOfCommune(name),
    ...[departmentNamed(name)].filter((code) => code !== undefined),
  ])
  return others.length === 0 ? one : undefined
}

/** `34 Lodève`, `Lodève 34`: only with the number of the commune's own département, which a street number is not. */
function numberedCommune(part: string): { city: string; dept: string } | undefined {
  const [, before, cityAfter] = /^(\d{2,3}|2[AB]) (\D.*)$/i.exec(part) ?? []
  const [, cityAhead, after] = /^(\D.*) (\d{2,3}|2[AB])$/i.exec(part) ?? []
  const dept = (before ?? after)?.toUpperCase()
  const city = cityAfter ?? cityAhead
  if (dept === undefined || city === undefined || isWay(part)) return undefined
  return deptsOfCommune(city).has(dept) ? { city, dept } : undefined
}

/** What stands before a postcode is a commune when it has no number and is no street: `Lodève 34700`. */
function cityBefore(before: string): string {
  return /\d/.test(before) || isWay(before) ? '' : before
}

/** A number and its street parted by a comma: `12, rue du Port`. */
function joinNumbers(parts: readonly string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    const alone = last !== undefined && /^\d{1,4} ?(?:bis|ter|quater|[a-h])?$/i.test(last)
    if (alone && isWay(part)) joined.splice(-1, 1, `${last} ${part}`)
    else joined.push(part)
  }
  return joined
}

function countryNamed(part: string): string | undefined {
  return names().countries.get(nameKey(part))
}

function departmentNamed(name: string): string | undefined {
  return names().departments.get(nameKey(name))
}

interface Names {
  readonly countries: ReadonlyMap<string, string>
  readonly departments: ReadonlyMap<string, string>
}

let known: Names | undefined

/** Overseas territories have country codes of their own, and are départements here. */
function names(): Names {
  if (known !== undefined) return known
  const byDept = new Map(
    departments.nodes.flatMap(({ code, label }) =>
      // « Réunion »
      [label, label.replace(/^La /, '')].map((name) => [nameKey(name), code] as const),
    ),
  )
  const byCountry = countries.nodes.flatMap(({ code, label }) =>
    labelNames(label).flatMap((name) => (byDept.has(name) ? [] : [[name, code] as const])),
  )
  known = { departments: byDept, countries: new Map(byCountry.reverse()) }
  return known
}

/** Five digits that are no number of a box, a road, a file. */
const postalCodes =
  /(?<![\p{L}\p{N}]|[\p{L}\p{N}][.,/-]|\b(?:CS|BP|B\.P\.|TSA|RN|RD|n[°ºo]|num[ée]ro|lot|lots|dossier|r[ée]f\.?|poste) ?:? ?)(?:FR?[ -]?)?(\d{5}|\d{2} \d{3})(?![\p{L}\p{N}]|[.,/-]\d)/giu
