import { normal } from './normal.ts'
import { dateFacet } from './read-range.ts'
import { operatorOf } from './scan.ts'
import type { Bound, Query, RangeTerm } from './tree.ts'

/**
 * A query as text. What the parser gave is printed to a text that gives the same tree again; any other tree to a text
 * that asks for the same events, as long as its facets, codes and dates are known ones and its ranges have an end.
 */
export function printQuery(query: Query): string {
  return print(normal(query))
}

/** A value as it is written after a field or alone: between quotes when it would be read as anything else. */
export function quoted(value: string): string {
  return bare.test(value) && operatorOf(value) === undefined ? value : `"${value.replaceAll('"', ' ')}"`
}

function print(query: Query): string {
  switch (query.op) {
    case 'all':
      return '*'
    case 'and':
      return query.parts.map((part) => inside(part, part.op === 'or')).join(' ')
    case 'or':
      return isList(query) ? printList(query.parts) : query.parts.map(print).join(' OU ')
    case 'not':
      return `-${inside(query.part, query.part.op === 'and' || query.part.op === 'or')}`
    case 'key':
      return `${query.facet}:${query.codes.map(quoted).join(',')}`
    case 'range':
      return printRange(query)
    case 'text':
      return query.match === 'prefix' ? `${query.text}*` : quoted(query.text)
  }
}

function inside(query: Query, compound: boolean): string {
  return compound && !isList(query) ? `(${print(query)})` : print(query)
}

function printList(parts: readonly Query[]): string {
  const ranges = parts.filter((part) => part.op === 'range')
  return `${ranges[0]?.facet}:${ranges.map(printBounds).join(',')}`
}

/** True for what `field:a,b` gives on dates and numbers: an or of ranges of one facet. */
function isList(query: Query): boolean {
  if (query.op !== 'or') return false
  const [first] = query.parts
  return (
    first?.op === 'range' && query.parts.every((part) => part.op === 'range' && part.facet === first.facet)
  )
}

function printRange(range: RangeTerm): string {
  if (range.facet === dateFacet && range.from !== undefined && range.to === undefined)
    return `depuis:${printBound(range.from)}`
  return `${range.facet}:${printBounds(range)}`
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
