import type { Token } from '../query/words.ts'
import { withOnlyPlaces } from './bare-places.ts'
import { freeWords, mapUnquoted } from './free-words.ts'
import { isNamed } from './named-values.ts'
import { slug } from './nomenclatures/names.ts'
import { departments, regions, territories } from './nomenclatures/territories.ts'
import { withPlaces } from './spoken-places.ts'
import { withExclusions, withSaidStates } from './spoken-search.ts'

/**
 * `salmonelle et listeria`: as people say it, either of the two, for no event has both. Values of one facet that are joined
 * in a sentence are alternatives, whatever stands beside them; `ET` in capitals stays what the language means by it, and so
 * does `OU`, but where the text is spoken: « listeria OU salmonelle en Bretagne ».
 */
export function withEither(text: string, spoken = false): string {
  const words = freeWords(text)
  const pieces: string[] = []
  let done = 0
  for (let at = 0; at < words.length; ) {
    const either = eitherAt(text, words, at, spoken)
    if (either === undefined) {
      at += 1
      continue
    }
    pieces.push(text.slice(done, words[at]?.start), `(${either.values.join(' OU ')})`)
    done = words[either.next - 1]?.end ?? done
    at = either.next
  }
  return `${pieces.join('')}${text.slice(done)}`
}

interface Value {
  readonly written: string
  readonly facets: readonly string[]
  /** Rank of the first word after it. */
  readonly next: number
}

const joints = new Set(['et', 'ou', 'and', 'or'])
const articles = new Set('a au aux de du des d la le les l'.split(' '))
const longestName = 4

function eitherAt(
  text: string,
  words: readonly Token[],
  from: number,
  spoken: boolean,
): { values: readonly string[]; next: number } | undefined {
  const first = valueAt(text, words, from)
  if (first === undefined) return undefined
  const values = [first.written]
  let { facets: common, next } = first
  let joined = false
  for (;;) {
    const joint = jointAt(text, words, next, spoken)
    if (joint === undefined) break
    const at = skip(words, joint.next)
    const other = valueAt(text, words, at)
    const shared = other?.facets.filter((facet) => common.includes(facet)) ?? []
    if (other === undefined || shared.length === 0) break
    values.push(other.written)
    common = shared
    next = other.next
    // « fromage, lait cru » may be one thing.
    joined ||= joint.said || !shared.includes('produit')
  }
  return joined && new Set(values).size > 1 ? { values, next } : undefined
}

/** A comma, or a small word between them; what is in capitals is the language's. */
function jointAt(
  text: string,
  words: readonly Token[],
  at: number,
  spoken: boolean,
): { next: number; said: boolean } | undefined {
  const [before, word] = [words[at - 1], words[at]]
  if (before === undefined || word === undefined) return undefined
  const written = text.slice(word.start, word.end)
  const between = text.slice(before.end, word.start)
  if (joints.has(word.word))
    return /^[ ,]+$/.test(between) && (written === word.word || (spoken && written === 'OU'))
      ? { next: at + 1, said: true }
      : undefined
  return /^ ?, ?$/.test(between) ? { next: at, said: false } : undefined
}

/** The longest name of a danger, a product or a place. */
function valueAt(text: string, words: readonly Token[], at: number): Value | undefined {
  const word = words[at]?.word ?? ''
  if (joints.has(word) || articles.has(word)) return undefined
  for (let count = longestName; count > 0; count -= 1) {
    const [start, last] = [words[at]?.start, words[at + count - 1]]
    if (start === undefined || last === undefined || joints.has(last.word) || articles.has(last.word))
      continue
    const written = text.slice(start, last.end)
    if (!/^[\p{L}\p{N} .'’-]+$/u.test(written)) continue
    const named = ['danger', 'produit', 'dept', 'region'].filter((facet) => isNamed(facet, written))
    if (named.length === 0) continue
    // In several pieces, its words are looked for as they were written: next to each other.
    return { written: count > 1 ? `"${written}"` : written, facets: named, next: at + count }
  }
  return undefined
}

function skip(words: readonly Token[], from: number): number {
  let at = from
  while (articles.has(words[at]?.word ?? '')) at += 1
  return at
}

/**
 * `toute la DDPP 30`, `tout ce que fait la DDPP de l’Hérault`, `SRAL Occitanie`: a service that is called by its kind and
 * its territory, as what it opened.
 */
export function withStructures(text: string): string {
  return text.replace(service, (whole, kind: string, place: string) => {
    const code = codeOf(kind.toUpperCase(), place)
    return code === undefined ? whole : `structure:${code}`
  })
}

const service =
  /(?<![\p{L}\p{N}:"«“_-])(?:(?:[àa] )?(?:tout|toute|toutes) (?:(?:ce )?(?:que |qu['’]|qui )(?:fait|font|ouvre|ouvrent|publie|signale|vient|sort|d[ée]pend) )?(?:de )?(?:la |les |le )|(?:ouvert|publi[ée]|signal[ée])e?s? par (?:la |les |le )|(?:(?:(?:toutes |tous )?les |des )?(?:fiches?|[ée]v[èée]nements?|alertes?|dossiers?) )(?:de la |des |du ))(ddpp|ddetspp|ddcspp|ddecpp|daaf|sral|draaf|driaaf)[ -]?(?:de l['’]|de la |des |du |de |d['’])?(\d[\dabAB]\d?|[\p{L}][\p{L}'’-]{2,30}(?: [\p{L}'’-]{2,30}){0,3})(?![\p{L}\p{N}:"»”])/giu

/** `ddpp34`, `DDPP 34`: what the service opened, and what speaks of it. */
export function withNumberedStructures(text: string): string {
  const asked = (whole: string, but: string | undefined, kind: string, place: string) => {
    const code = codeOf(kind.toUpperCase(), place)
    if (code !== undefined && but !== undefined) return `-structure:${code}`
    return code === undefined ? whole : `(structure:${code} OU "${kind} ${place}" OU ${kind}${place})`
  }
  return mapUnquoted(text, (piece) => piece.replace(numbered, asked))
}

const numbered =
  /(?<![\p{L}\p{N}:"«“_-])(?:(sauf|hors|hormis|except[ée]|pas) (?:de )?(?:l[ae] )?)?(ddpp|ddetspp|ddcspp|ddecpp|daaf)[ -]?(\d{2,3}|2[AB])(?![\p{L}\p{N}:"»”_-])/giu

/** `mes fiches`, `nos évènements ouverts`: those of the service of who asks. */
export function saysOwn(text: string): boolean {
  return own.test(text)
}

const own =
  /^(?:toutes? |tous )?(?:mes|nos) (?:fiches?|[ée]v[èée]nements?|dossiers?|alertes?|signalements?)(?=\s|$)/iu

/** The longest territory that the words begin with must be all of them. */
function codeOf(kind: string, place: string): string | undefined {
  if (/^(?:SRAL|DRAAF|DRIAAF)$/.test(kind)) {
    const [region, ...more] = regions.find(place)
    return region === undefined || more.length > 0 ? undefined : `${slug(kind)}-${slug(region.label)}`
  }
  const [dept, ...more] = departments.find(place)
  const known = territories.some(({ code }) => code === dept?.code)
  return dept === undefined || more.length > 0 || !known ? undefined : `${slug(kind)}-${slug(dept.code)}`
}

/** Places, services and states that are called by their names, as their fields. */
export function withCalled(text: string): string {
  return withPlaces(withStructures(withSaidStates(withExclusions(withOnlyPlaces(text), true))))
}
