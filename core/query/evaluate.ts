import { dayNumber, type Facts, keyOf, textWeights } from './facts.ts'
import type { Bound, Query, RangeTerm, TextTerm } from './tree.ts'
import { analyse, foldWord, type Token } from './words.ts'

/** Facts with their text analysed: made once an event, asked by any number of queries. */
export interface PreparedFacts {
  readonly keys: ReadonlySet<string>
  readonly numbers: Facts['numbers']
  /** Every stem of any weight. */
  readonly stems: ReadonlySet<string>
  /** The words of each weight that has some. */
  readonly texts: readonly (readonly Token[])[]
}

export function prepareFacts({ keys, numbers, text }: Facts): PreparedFacts {
  const texts = textWeights.map((weight) => analyse(text[weight])).filter((tokens) => tokens.length > 0)
  let stems: ReadonlySet<string> | undefined
  return {
    keys: new Set(keys),
    numbers,
    texts,
    // The subscription index reads the words themselves, and hardly ever needs the set.
    get stems() {
      stems ??= new Set(texts.flatMap((tokens) => tokens.map(({ stem }) => stem)))
      return stems
    },
  }
}

/**
 * The reference of what a query means; the other executors (subscription index, SQL) give the same answers.
 *
 * - key: the event has the key of one of the codes. A nomenclature's ancestors are among the event's keys already.
 * - range: one of the event's numbers for the facet is within the bounds. Days count from `today`.
 * - word: every stem of the text is in the event's text, in whatever weight. Only stop words: true of every event.
 * - phrase: within one weight, each stem stands at the distance from the first that it has in the phrase, stop words
 *   counted (`Token.position`). Stop words at the ends ask for nothing.
 * - prefix: a word of the event, stop words left out, begins with the text folded to letters and digits (`foldWord`).
 *
 * @param today ISO 8601 date in Paris
 */
export function matches(query: Query, facts: PreparedFacts, today: string): boolean {
  switch (query.op) {
    case 'all':
      return true
    case 'and':
      return query.parts.every((part) => matches(part, facts, today))
    case 'or':
      return query.parts.some((part) => matches(part, facts, today))
    case 'not':
      return !matches(query.part, facts, today)
    case 'key':
      return query.codes.some((code) => facts.keys.has(keyOf(query.facet, code)))
    case 'range':
      return matchesRange(query, facts, today)
    case 'text':
      return matchesText(query, facts)
  }
}

/** The number that a bound stands for: a day is its count of days since 1970-01-01. */
export function numberOf(bound: Bound, today: string): number {
  if ('number' in bound) return bound.number
  return 'day' in bound ? dayNumber(bound.day) : dayNumber(today) + bound.daysFromNow
}

function matchesRange({ facet, from, to }: RangeTerm, facts: PreparedFacts, today: string): boolean {
  const numbers = facts.numbers[facet]
  if (numbers === undefined) return false
  const least = from === undefined ? -Infinity : numberOf(from, today)
  const most = to === undefined ? Infinity : numberOf(to, today)
  return numbers.some((number) => number >= least && number <= most)
}

function matchesText({ text, match }: TextTerm, { stems, texts }: PreparedFacts): boolean {
  const wanted = analyse(text)
  switch (match) {
    case 'word':
      return wanted.every(({ stem }) => stems.has(stem))
    case 'phrase':
      return wanted.length === 0 || texts.some((tokens) => hasPhrase(wanted, tokens))
    case 'prefix':
      return hasPrefix(foldWord(text), texts)
  }
}

function hasPhrase(wanted: readonly Token[], tokens: readonly Token[]): boolean {
  return tokens.some(({ position }, at) => {
    const shift = position - (wanted[0]?.position ?? 0)
    // Both lists are in the order of positions, and holes are in both: the words after this one are looked at once.
    let next = at
    return wanted.every((word) => {
      while ((tokens[next]?.position ?? Infinity) < word.position + shift) next++
      return tokens[next]?.position === word.position + shift && tokens[next]?.stem === word.stem
    })
  })
}

function hasPrefix(prefix: string, texts: PreparedFacts['texts']): boolean {
  return prefix === '' || texts.some((tokens) => tokens.some(({ word }) => word.startsWith(prefix)))
}
