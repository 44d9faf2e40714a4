import type { Query } from '../query/tree.ts'
import type { Token } from '../query/words.ts'
import { freeWords } from './free-words.ts'
import type { Node, Nomenclature } from './kind.ts'
import { nameKey } from './nomenclatures/names.ts'
import { departments, regions } from './nomenclatures/territories.ts'

/**
 * `dans le 34`, `dans le Gard et l’Hérault`, `dept 30`, `région PACA`: a place that is called one, as the field that it is.
 * As words they would be looked for in what people wrote, and nobody writes the number of his département. Names that
 * nothing calls a place (`tomme de Savoie`) stay words; so does what stands between quotation marks or in a field.
 */
export function withPlaces(text: string): string {
  const words = freeWords(text)
  const pieces: string[] = []
  let done = 0
  for (let at = 0; at < words.length; ) {
    const place = placeAt(text, words, at)
    const start = words[at]?.start ?? 0
    if (place === undefined) {
      at += 1
      continue
    }
    const end = words[place.next - 1]?.end ?? start
    pieces.push(text.slice(done, start), `${place.facet}:${place.codes.join(',')}`)
    done = end
    at = place.next
  }
  return `${pieces.join('')}${text.slice(done)}`
}

/** A place that a query has as words alone. */
export interface NamedPlace {
  readonly written: string
  /** What asks for it alone: `dept:30`. */
  readonly field: string
}

/** Words of a query that are the whole name of a département or a region: found as words, in what is said of an event. */
export function placesNamed(query: Query): readonly NamedPlace[] {
  const parts = query.op === 'and' ? query.parts : [query]
  const texts = parts.map((part) => (part.op === 'text' && part.match !== 'prefix' ? part.text : undefined))
  const found: NamedPlace[] = []
  for (let at = 0; at < texts.length; ) {
    const length = [6, 5, 4, 3, 2, 1].find((count) => nodeCalled(nameIn(texts, at, count)) !== undefined) ?? 0
    const place = nodeCalled(nameIn(texts, at, length))
    if (place !== undefined)
      found.push({ written: nameIn(texts, at, length), field: `${place.facet}:${place.node.code}` })
    at += Math.max(1, length)
  }
  return found
}

function nameIn(texts: readonly (string | undefined)[], at: number, count: number): string {
  const run = texts.slice(at, at + count)
  return run.length < count || run.includes(undefined) ? '' : run.join(' ')
}

export type PlaceFacet = 'dept' | 'region'
export interface Place {
  readonly facet: PlaceFacet
  readonly codes: readonly string[]
  /** Rank of the first word after it. */
  readonly next: number
}

const trees = { dept: departments, region: regions } as const satisfies Record<PlaceFacet, Nomenclature>
const headings: ReadonlyMap<string, PlaceFacet> = new Map([
  ...['departement', 'departements', 'dept', 'depts', 'dpt', 'dep'].map((word) => [word, 'dept'] as const),
  ...['region', 'regions'].map((word) => [word, 'region'] as const),
])
/** What a place stands in. */
const inside = new Set(['dans', 'sur', 'en', 'in'])
export const articles = new Set('le la les l du de des d n no numero'.split(' '))
export const joints = new Set(['et', 'ou', 'and', 'or'])
const months = new Set(
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre au'.split(' '),
)
const longestName = 6

export function placeAt(text: string, words: readonly Token[], from: number): Place | undefined {
  const isInside = inside.has(words[from]?.word ?? '')
  const at = skip(words, isInside ? from + 1 : from, articles)
  const facet = headings.get(words[at]?.word ?? '')
  if (facet !== undefined) {
    const name = named(text, words, skip(words, at + 1, articles), facet)
    return name === undefined ? undefined : withOthers(text, words, name)
  }
  if (isInside) {
    const name = named(text, words, at, 'dept', at > from + 1) ?? named(text, words, at, 'region')
    return name === undefined || isOfThing(words, name) ? undefined : withOthers(text, words, name)
  }
  // « le 34 », « du 2A »: what may be a day is none.
  const article = words[from]?.word
  if (article !== 'le' && article !== 'du') return undefined
  const number = named(text, words, from + 1, 'dept', true)
  const isNumber = number !== undefined && /^\d/.test(words[from + 1]?.word ?? '')
  return isNumber && !/^(?:0?[1-9]|[12]\d|3[01])$/.test(words[from + 1]?.word ?? '')
    ? withOthers(text, words, number)
    : undefined
}

/** `dans le lot L12`: a lot, and no département. */
export function isOfThing(words: readonly Token[], { next, codes }: Place): boolean {
  return codes[0] === '46' && /\d/.test(words[next]?.word ?? '')
}

/** `… et l’Hérault`, `34, 30`: others of the same sort that are joined to it. */
function withOthers(text: string, words: readonly Token[], first: Place): Place {
  let place = first
  for (;;) {
    const before = words[place.next - 1]?.end ?? 0
    const comma = /^ ?[,/]/.test(text.slice(before, before + 2))
    const joined = skip(words, place.next, joints)
    if (!comma && joined === place.next) return place
    const at = skip(words, skip(words, joined, inside), articles)
    const other = named(text, words, at, place.facet, true)
    if (other === undefined) return place
    place = { ...place, codes: [...new Set([...place.codes, ...other.codes])], next: other.next }
  }
}

/** The longest name of one place, or its number where `numbers` are taken for one. */
export function named(
  text: string,
  words: readonly Token[],
  at: number,
  facet: PlaceFacet,
  numbers = facet === 'dept',
): Place | undefined {
  for (let count = longestName; count > 0; count -= 1) {
    const [start, last] = [words[at]?.start, words[at + count - 1]]
    if (start === undefined || last === undefined) continue
    const written = text.slice(start, last.end)
    const node = exactly(trees[facet], written)
    // `dans le Nord-Est` is no département.
    if (node === undefined || /^-\p{L}/u.test(text.slice(last.end, last.end + 2))) continue
    const isNumber = /^\d/.test(written)
    if (isNumber && (!numbers || facet === 'region' || isDay(text, words, at))) return undefined
    return { facet, codes: [node.code], next: at + count }
  }
  return undefined
}

/** `le 12 mars`, `le 12/03`, `du 12 au 15`. */
function isDay(text: string, words: readonly Token[], at: number): boolean {
  const end = words[at]?.end ?? 0
  return months.has(words[at + 1]?.word ?? '') || /^[/.:-]\d/.test(text.slice(end, end + 2))
}

function exactly(tree: Nomenclature, written: string): Node | undefined {
  const key = nameKey(written)
  // Asked at every word of a text: what is no name at all is not looked for.
  if (!keysOf(tree).has(key)) return undefined
  const [only, ...more] = tree.find(written)
  if (only === undefined || more.length > 0) return undefined
  return namesOf(only).includes(key) ? only : undefined
}

const keys = new Map<Nomenclature, ReadonlySet<string>>()

function keysOf(tree: Nomenclature): ReadonlySet<string> {
  const known = keys.get(tree) ?? new Set(tree.nodes.flatMap(namesOf))
  keys.set(tree, known)
  return known
}

function namesOf({ code, label, words = [] }: Node): string[] {
  return [code, label, ...words].map(nameKey)
}

function nodeCalled(name: string): { facet: PlaceFacet; node: Node } | undefined {
  if (name === '' || /\d/.test(name)) return undefined
  const dept = exactly(departments, name)
  if (dept !== undefined) return { facet: 'dept', node: dept }
  const region = exactly(regions, name)
  return region === undefined ? undefined : { facet: 'region', node: region }
}

export function skip(words: readonly Token[], from: number, those: ReadonlySet<string>): number {
  let at = from
  while (those.has(words[at]?.word ?? '')) at += 1
  return at
}
