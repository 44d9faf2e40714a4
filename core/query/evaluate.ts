import { dayNumber, type Facts, keyOf, type TextWeight, textWeights } from './facts.ts'
import type { Bound, Query, RangeTerm, TextTerm } from './tree.ts'
import { analyse, foldWord } from './words.ts'

/** Facts with their text analysed: made once an event, asked by any number of queries. */
export interface PreparedFacts {
  readonly keys: ReadonlySet<string>
  readonly numbers: Facts['numbers']
  /** Every stem of any weight. */
  readonly stems: ReadonlySet<string>
  /** Every folded word of any weight. */
  readonly words: ReadonlySet<string>
  /** For each weight, the stem at each position; a stop word leaves a hole. */
  readonly places: Readonly<Record<TextWeight, readonly string[]>>
}

export function prepareFacts(facts: Facts): PreparedFacts {
  const stems = new Set<string>()
  const words = new Set<string>()
  const places: Record<TextWeight, string[]> = { A: [], B: [], C: [], D: [] }
  for (const weight of textWeights) {
    const place = places[weight]
    for (const { word, stem, position } of analyse(facts.text[weight])) {
      stems.add(stem)
      words.add(word)
      while (place.length < position) place.push('')
      place.push(stem)
    }
  }
  return { keys: new Set(facts.keys), numbers: facts.numbers, stems, words, places }
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

function matchesText({ text, match }: TextTerm, facts: PreparedFacts): boolean {
  switch (match) {
    case 'word':
      return analyse(text).every(({ stem }) => facts.stems.has(stem))
    case 'phrase':
      return textWeights.some((weight) => hasPhrase(text, facts.places[weight]))
    case 'prefix':
      return hasPrefix(foldWord(text), facts.words)
  }
}

function hasPhrase(text: string, place: readonly string[]): boolean {
  const wanted = analyse(text)
  const [first] = wanted
  if (first === undefined) return true
  for (let at = place.indexOf(first.stem); at !== -1; at = place.indexOf(first.stem, at + 1)) {
    const start = at - first.position
    if (wanted.every(({ stem, position }) => place[start + position] === stem)) return true
  }
  return false
}

function hasPrefix(prefix: string, words: ReadonlySet<string>): boolean {
  if (prefix === '') return true
  for (const word of words) if (word.startsWith(prefix)) return true
  return false
}
