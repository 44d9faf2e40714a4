import type { Facet } from './facet.ts'
import type { FacetTable } from './facet-table.ts'
import { normal } from './normal.ts'
import { dateFacet } from './read-range.ts'
import { operatorOf } from './scan.ts'
import type { Bound, Query, RangeTerm } from './tree.ts'
import { foldWord } from './words.ts'

/**
 * A query as text. What the parser gave is printed to a text that gives the same tree again; any other tree to a text
 * that asks for the same events, as long as its facets, codes and dates are known ones and its ranges have an end.
 */
export function printQuery(query: Query): string {
  return print(normal(query), plainly)
}

/** The same in the words of people, `région:Occitanie` for `region:76`: it parses to the same tree. */
export function sayQuery(query: Query, table: FacetTable): string {
  return print(normal(query), {
    grouped: true,
    name: (facet) => saidName(facet, table.get(facet)),
    code: (facet, code) => saidCode(code, table.get(facet)),
  })
}

/** How facets and codes are written. */
interface Words {
  /** `listeria OU (salmonelle dept:34)`: people need not know which binds tighter. */
  readonly grouped: boolean
  name(facet: string): string
  code(facet: string, code: string): string
}

const plainly: Words = { grouped: false, name: (facet) => facet, code: (_, code) => code }

/** With its accents, where one of its names has them. */
function saidName(name: string, facet: Facet | undefined): string {
  return facet?.words.find((word) => foldWord(word) === name && !word.includes(' ')) ?? name
}

/** A label that means something else as well is not said. */
function saidCode(code: string, facet: Facet | undefined): string {
  const said = facet?.values?.said?.(code) ?? code
  const found = facet?.values?.find(said) ?? [code]
  return found.length === 1 && found[0] === code ? said : code
}

/** A value as it is written after a field or alone: between quotes when it would be read as anything else. */
export function quoted(value: string): string {
  return bare.test(value) && operatorOf(value) === undefined ? value : `"${value.replaceAll('"', ' ')}"`
}

function print(query: Query, words: Words): string {
  switch (query.op) {
    case 'all':
      return '*'
    case 'and':
      return query.parts.map((part) => inside(part, part.op === 'or', words)).join(' ')
    case 'or':
      return isList(query)
        ? printList(query.parts, words)
        : query.parts.map((part) => inside(part, words.grouped && part.op === 'and', words)).join(' OU ')
    case 'not':
      return `-${inside(query.part, query.part.op === 'and' || query.part.op === 'or', words)}`
    case 'key':
      return `${words.name(query.facet)}:${query.codes.map((code) => quoted(words.code(query.facet, code))).join(',')}`
    case 'range':
      return printRange(query, words)
    case 'text':
      return query.match === 'prefix' ? `${query.text}*` : quoted(query.text)
  }
}

function inside(query: Query, compound: boolean, words: Words): string {
  return compound && !isList(query) ? `(${print(query, words)})` : print(query, words)
}

function printList(parts: readonly Query[], words: Words): string {
  const ranges = parts.filter((part) => part.op === 'range')
  return `${words.name(ranges[0]?.facet ?? '')}:${ranges.map(printBounds).join(',')}`
}

/** True for what `field:a,b` gives on dates and numbers: an or of ranges of one facet. */
function isList(query: Query): boolean {
  if (query.op !== 'or') return false
  const [first] = query.parts
  return (
    first?.op === 'range' && query.parts.every((part) => part.op === 'range' && part.facet === first.facet)
  )
}

function printRange(range: RangeTerm, words: Words): string {
  if (range.facet === dateFacet && range.from !== undefined && range.to === undefined)
    return `depuis:${printBound(range.from)}`
  return `${words.name(range.facet)}:${printBounds(range)}`
}

function printBounds({ from, to }: RangeTerm): string {
  if (from === undefined) return to === undefined ? '' : `<=${printBound(to)}`
  if (to === undefined) return `>=${printBound(from)}`
  const [first, last] = [printBound(from), printBound(to)]
  // A distance alone (`7j`) would mean "from then until today".
  return first === last && !first.endsWith('j') ? first : `${first}..${last}`
}

function printBound(bound: Bound): string {
  if ('number' in bound) return String(bound.number)
  if ('day' in bound) return bound.day
  const days = bound.daysFromNow
  return nameOfDay[days] ?? (days < 0 ? `${-days}j` : `+${days}j`)
}

/** Read as one word or as one piece, whatever it is next to. */
const bare = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’._/-]*[\p{L}\p{N}\p{M}])?$/u
const nameOfDay: Readonly<Record<number, string>> = { [-1]: 'hier', 0: "aujourd'hui", 1: 'demain' }
