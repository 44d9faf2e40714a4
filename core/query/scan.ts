import { type Piece, refuseQuery } from './refuse.ts'
import { spansOf } from './words.ts'

/** What a query text is made of, before anything is looked up: no field or value is known here. */
export type QueryToken = Piece &
  (
    | { readonly type: 'open' | 'close' | 'or' | 'and' | 'not' | 'everything' }
    | { readonly type: 'word' | 'quoted' | 'prefix'; readonly text: string }
    | { readonly type: 'field'; readonly name: string; readonly values: readonly WrittenValue[] }
  )

export interface WrittenValue extends Piece {
  /** Without its quotes. */
  readonly text: string
}

/**
 * Reads the tokens of a query text. Punctuation that stands alone is skipped.
 * @throws Refusal query-invalid: unclosed-quote, or unexpected for a colon that follows no name
 */
export function scanQuery(text: string): QueryToken[] {
  const tokens: QueryToken[] = []
  let at = skipSpaces(text, 0)
  while (at < text.length) {
    const token = scanToken(text, at)
    if (token.type !== 'skip') tokens.push(token)
    at = skipSpaces(text, at + token.seen.length)
  }
  return tokens
}

/**
 * Operators. `ou` and `et` mean the same in a sentence, so any case will do; `or`, `and`, `non`, `not` are also words
 * to look for (lait non pasteurisé), so only capitals make them operators.
 */
export function operatorOf(word: string): 'or' | 'and' | 'not' | undefined {
  return Object.hasOwn(operators, word)
    ? operators[word]
    : operators[word.toLowerCase() === 'ou' || word.toLowerCase() === 'et' ? word.toUpperCase() : '']
}

type Scanned = QueryToken | (Piece & { readonly type: 'skip' })

function scanToken(text: string, at: number): Scanned {
  const char = text[at] ?? ''
  if (char === '(') return { type: 'open', at, seen: char }
  if (char === ')') return { type: 'close', at, seen: char }
  if (quotes[char] !== undefined) return { type: 'quoted', ...scanQuoted(text, at) }
  if (char === '»') throw refuseQuery(text, { at, seen: char }, 'unexpected')
  if (dash.test(char)) return { type: negated.test(text.slice(at + 1)) ? 'not' : 'skip', at, seen: char }
  return scanWord(text, at)
}

/** A bare word, an operator, a prefix, or a field with its values. */
function scanWord(text: string, at: number): Scanned {
  const seen = match(bareWord, text, at)
  const colon = fieldColon(text, at, seen)
  if (colon === 0) throw refuseQuery(text, { at, seen: ':' }, 'unexpected')
  if (colon !== undefined) return scanField(text, at, colon)
  if (seen === '*') return { type: 'everything', at, seen }
  const operator = operatorOf(seen)
  if (operator !== undefined) return { type: operator, at, seen }
  const words = spansOf(seen)
  const first = words[0]
  if (first === undefined) return { type: 'skip', at, seen }
  const last = words.at(-1) ?? first
  const isPrefix = seen.endsWith('*') && last.end === seen.length - 1
  return { type: isPrefix ? 'prefix' : 'word', at, seen, text: seen.slice(first.start, last.end) }
}

/**
 * Offset in the word of the colon that makes it a field's name, if one does; a French space before it is allowed.
 * Times (`10:30`), serotypes (`O157:H7`) and addresses (`https://…`) are words.
 */
function fieldColon(text: string, at: number, word: string): number | undefined {
  const inside = word.indexOf(':')
  if (inside === -1) {
    const spaces = match(spacesThenColon, text, at + word.length)
    return spaces === '' ? undefined : word.length + spaces.length - 1
  }
  const name = word.slice(0, inside)
  if (inside > 0 && (!/\p{L}/u.test(name) || /\d/.test(name))) return undefined
  return word.startsWith('://', inside) ? undefined : inside
}

function scanField(text: string, at: number, colon: number): Scanned {
  const name = text.slice(at, at + colon).trimEnd()
  const values: WrittenValue[] = []
  let end = at + colon + 1
  for (let next = skipSpaces(text, end); ; ) {
    const value = scanValue(text, next)
    if (value === undefined) break
    values.push(value)
    end = next + value.seen.length
    if (text[end] !== ',') break
    next = skipSpaces(text, ++end)
  }
  return { type: 'field', at, seen: text.slice(at, end), name, values }
}

function scanValue(text: string, at: number): WrittenValue | undefined {
  if (quotes[text[at] ?? ''] !== undefined) return scanQuoted(text, at)
  const grouped = match(groupedNumber, text, at)
  const seen = grouped === '' ? bareValue(text, at) : grouped
  return seen === '' ? undefined : { at, seen, text: seen.replace(/\s+/g, '') }
}

/** `34`, `>= 9`, `2026-01 .. 2026-03`: spaces are allowed around the signs. */
function bareValue(text: string, at: number): string {
  const sign = match(comparison, text, at)
  const first = match(bare, text, at + sign.length)
  if (first === '') return sign.trimEnd()
  const end = at + sign.length + first.length
  const dots = match(range, text, end)
  const last = dots === '' ? '' : match(bare, text, end + dots.length)
  return text.slice(at, last === '' ? end : end + dots.length + last.length)
}

function scanQuoted(text: string, at: number): Piece & { readonly text: string } {
  const { sign, pattern } = quotes[text[at] ?? ''] ?? straight
  const rest = text.slice(at + 1)
  const end = rest.search(pattern)
  if (end === -1) {
    const seen = text.slice(at)
    throw refuseQuery(text, { at, seen }, 'unclosed-quote', [`${seen.trimEnd()}${sign}`])
  }
  const inside = rest.slice(0, end)
  return { at, seen: text.slice(at, at + end + 2), text: inside.replace(/["\s]+/g, ' ').trim() }
}

function skipSpaces(text: string, at: number): number {
  return at + match(spaces, text, at).length
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/** What closes each opening quote; telephones write “ ” in either order. */
const straight = { sign: '"', pattern: /"/ }
const curly = { sign: '”', pattern: /[“”]/ }
const quotes: Readonly<Record<string, { readonly sign: string; readonly pattern: RegExp }>> = {
  '"': straight,
  '«': { sign: '»', pattern: /»/ },
  '“': curly,
  '”': curly,
}
const operators: Readonly<Record<string, 'or' | 'and' | 'not'>> = {
  OU: 'or',
  OR: 'or',
  ET: 'and',
  AND: 'and',
  NON: 'not',
  NOT: 'not',
}
/** Telephones and word processors make long ones. */
const dash = /^[-−–—]/
/** What a dash must touch to negate it; elsewhere it is punctuation. */
const negated = /^["«“”(*\p{L}\p{N}]/u
const spaces = /\s*/y
const spacesThenColon = /\s+:/y
const bareWord = /[^\s()"«»“”]+/y
/** `356 000 000 09075`: a long number in groups, as it is printed. */
const groupedNumber = /\d{3}(?:[\s.-]\d{3}){2}(?:[\s.-]?\d{5})?(?![^\s,()])/y
const comparison = /[<>=≤≥]+\s*/y
const bare = /[^\s,()"«»“”]+/y
const range = /\s*\.\.\s*/y
