import { fold, type Token } from '../query/words.ts'
import { freeWords } from './free-words.ts'
import { articles, isOfThing, joints, named, type Place, placeAt, skip } from './spoken-places.ts'
import { isWay } from './ways.ts'

/** A place that stands beside other words, and that nothing calls one: `listeria 34`, `gard et hérault`. */
export interface BarePlace {
  readonly start: number
  readonly end: number
  readonly field: string
}

/** `tomme de Savoie`, `lot 12`, `12 mars` are none; nor is what stands between quotation marks or in a field. */
export function barePlacesIn(text: string): readonly BarePlace[] {
  const words = freeWords(text)
  const found: BarePlace[] = []
  for (let at = 0; at < words.length; ) {
    const called = placeAt(text, words, at)
    if (called !== undefined) {
      at = called.next
      continue
    }
    const start = skip(words, at, leading)
    const place =
      start > at && at > 0 && !joints.has(words[at - 1]?.word ?? '') ? undefined : bareAt(text, words, start)
    const [first, last] = [words[start], words[(place?.next ?? 0) - 1]]
    if (place !== undefined && first !== undefined && last !== undefined)
      found.push({ start: first.start, end: last.end, field: `${place.facet}:${place.codes.join(',')}` })
    at = place?.next ?? start + 1
  }
  return found
}

function bareAt(text: string, words: readonly Token[], at: number): Place | undefined {
  const place = named(text, words, at, 'dept', true) ?? named(text, words, at, 'region')
  if (place === undefined || isOfThing(words, place)) return undefined
  const [first, last] = [words[at], words[place.next - 1]]
  if (first === undefined || last === undefined) return undefined
  if (except.has(words[at - 1]?.word ?? '')) return undefined
  const isNumber = /^\d/.test(first.word)
  // « lot 12 », « 12 rue », « E. coli 26 », « 2026-34 »
  const touched =
    /[^\s(]/u.test(text.slice(Math.max(0, first.start - 1), first.start)) ||
    /^(?:[^\s),;]| ?[%°])/u.test(text.slice(last.end, last.end + 2))
  const counted = things.has(words[at - 1]?.word ?? '') || isWay(text.slice(last.end, last.end + 30).trim())
  return isNumber && (touched || counted || !/^(?:\d{2}|2[ab]|97\d)$/.test(first.word)) ? undefined : place
}

/** `gard 34`, `gard et hérault`: those that only blanks, commas or joints part are either of them. */
export function sayingPlaces(text: string, places: readonly BarePlace[]): string {
  const runs: BarePlace[][] = []
  for (const place of places) {
    const last = runs.at(-1)?.at(-1)
    const between = last === undefined ? '' : text.slice(last.end, place.start)
    if (last !== undefined && between.split(/[\s,;]+/).every(addsNothing)) runs.at(-1)?.push(place)
    else runs.push([place])
  }
  const pieces = runs.map((run, at) => {
    const before = text.slice(runs[at - 1]?.at(-1)?.end ?? 0, run[0]?.start)
    const byFacet = Map.groupBy(run, ({ field }) => field.split(':')[0] ?? '')
    const terms = [...byFacet].map(
      ([facet, those]) => `${facet}:${those.map(({ field }) => field.split(':')[1]).join(',')}`,
    )
    return `${before}${terms.length > 1 ? `(${terms.join(' OU ')})` : terms.join('')}`
  })
  return `${pieces.join('')}${text.slice(places.at(-1)?.end)}`
}

function addsNothing(word: string): boolean {
  return word === '' || joints.has(fold(word)) || leading.has(fold(word))
}

/** `gard et hérault` and nothing else, as the field that it is; by a number alone, anything may be meant. */
export function withOnlyPlaces(text: string): string {
  const places = barePlacesIn(text)
  const [first] = places
  const between = [...places, { start: text.length }].map(({ start }, at) =>
    text.slice(places[at - 1]?.end ?? 0, start),
  )
  const alone = between
    .join(' ')
    .split(/[\s,;.!]+/)
    .every(addsNothing)
  const facets = new Set(places.map(({ field }) => field.split(':')[0]))
  if (first === undefined || !alone || facets.size > 1 || /\d/.test(text)) return text
  return `${[...facets].join('')}:${places.map(({ field }) => field.split(':')[1]).join(',')}`
}

/** What leaves out the place that follows. */
const except = new Set('sauf hors hormis excepte pas non sans'.split(' '))

/** What a number beside it counts or names. */
const things = new Set(
  'ddpp ddetspp ddcspp ddecpp daaf sral draaf driaaf lot lots n no numero fiche page code coli type serotype serovar dlc ddm'.split(
    ' ',
  ),
)

/** What may stand before it. */
const leading = new Set([...articles, 'a', 'au', 'aux'])
