import { dateFacet } from './read-range.ts'
import { operatorOf } from './scan.ts'
import type { Bound, Query, RangeTerm, TextTerm } from './tree.ts'
import { foldWord, spansOf } from './words.ts'

/**
 * A query as text. What the parser gave is printed to a text that gives the same tree again; any other tree to a text
 * that asks for the same events, as long as its facets, codes and dates are known ones.
 */
export function printQuery(query: Query): string {
  switch (query.op) {
    case 'all':
      return '*'
    case 'and':
      return query.parts.length === 0 ? '*' : query.parts.map((part) => inside(part, part.op === 'or')).join(' ')
    case 'or':
      return printOr(query.parts)
    case 'not':
      return `-${inside(query.part, ['and', 'or', 'not'].includes(query.part.op))}`
    case 'key':
      return query.codes.length === 0 ? '-*' : `${query.facet}:${query.codes.map(quoted).join(',')}`
    case 'range':
      return printRange(query)
    case 'text':
      return printText(query)
  }
}

/** A value as it is written after a field or alone: between quotes when it would be read as anything else. */
export function quoted(value: string): string {
  return bare.test(value) && operatorOf(value) === undefined ? value : `"${value.replaceAll('"', ' ')}"`
}

function inside(query: Query, compound: boolean): string {
  const text = printQuery(query)
  return compound && !isList(query) ? `(${text})` : text
}

function printOr(parts: readonly Query[]): string {
  if (parts.length === 0) return '-*'
  const ranges = parts.filter((part) => part.op === 'range')
  if (!isList({ op: 'or', parts })) return parts.map((part) => inside(part, part.op === 'or')).join(' OU ')
  return `${ranges[0]?.facet}:${ranges.map(printBounds).join(',')}`
}

/** True for what `field:a,b` gives on dates and numbers: an or of ranges of one facet. */
function isList(query: Query): boolean {
  if (query.op !== 'or') return false
  const [first] = query.parts
  return first?.op === 'range' && query.parts.every((part) => part.op === 'range' && part.facet === first.facet)
}

function printRange(range: RangeTerm): string {
  if (range.facet === dateFacet && range.from !== undefined && range.to === undefined)
    return `depuis:${printBound(range.from)}`
  return `${range.facet}:${printBounds(range)}`
}

function printBounds({ from, to }: RangeTerm): string {
  if (from === undefined) return to === undefined ? '*' : `<=${printBound(to)}`
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

function printText({ text, match }: TextTerm): string {
  if (match === 'prefix') return foldWord(text) === '' ? '*' : `${spansOf(text).length === 1 && bare.test(text) ? text : foldWord(text)}*`
  const spans = spansOf(text)
  // Several words in one word term are wanted anywhere: each stands alone.
  if (match === 'word' && spans.length > 1 && !bare.test(text)) { /* see below */ }
  return spans.length === 0 ? '*' : quoted(text)
}

/** Read as one word or as one piece, whatever it is next to. */
const bare = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’._/-]*[\p{L}\p{N}\p{M}])?$/u
const nameOfDay: Readonly<Record<number, string>> = { [-1]: 'hier', 0: "aujourd'hui", 1: 'demain' }
