import { type TextWeight, textWeights } from '#core/query/facts.ts'
import { analyse } from '#core/query/words.ts'

/** The lexeme that a prefix is looked for by: `=froma` is found in `=fromages`. No stem holds an equals sign. */
export function wholeWord(word: string): string {
  return `=${word}`
}

/** PostgreSQL refuses lexemes of 2 kB: longer ones are cut, in the vector and in the query alike. */
const longestLexeme = 500

/** A lexeme as tsvector and tsquery literals write it. */
export function quote(lexeme: string): string {
  return `'${lexeme.slice(0, longestLexeme).replace(/[\\']/g, (char) => char + char)}'`
}

/** PostgreSQL keeps no position above this one; words after it are found, but not as parts of a phrase. */
const lastPosition = 16_383

/** Kept free between two weights, so that no phrase is found across them. */
const gap = 64

/** A text as the tables hold it. */
export interface IndexedText {
  /** The tsvector literal: stems with positions and weights, and each whole word once a weight. */
  readonly vector: string
  /** The whole words, folded. */
  readonly words: ReadonlySet<string>
}

/** Made here and not by `to_tsvector`, so that search, subscriptions and rights read a text alike (core/query/words.ts). */
export function indexText(text: Readonly<Record<TextWeight, string>>): IndexedText {
  const positions = new Map<string, string[]>()
  const words = new Set<string>()
  let offset = 1
  for (const weight of textWeights) {
    const seen = new Set<string>()
    let last = 0
    for (const { stem, word, position } of analyse(text[weight])) {
      place(positions, stem, offset + position, weight)
      if (!seen.has(word)) place(positions, wholeWord(word), offset + position, weight)
      seen.add(word)
      words.add(word)
      last = position
    }
    offset += last + gap
  }
  const vector = [...positions].map(([lexeme, places]) => vectorItem(lexeme, places)).join(' ')
  return { vector, words }
}

/** The tsvector literal of plain keys, which have no position. */
export function keysVector(keys: readonly string[]): string {
  return keys.map(quote).join(' ')
}

function place(positions: Map<string, string[]>, lexeme: string, position: number, weight: TextWeight): void {
  const places = positions.get(lexeme) ?? []
  positions.set(lexeme, places)
  if (position <= lastPosition) places.push(`${position}${weight}`)
}

function vectorItem(lexeme: string, places: readonly string[]): string {
  return places.length === 0 ? quote(lexeme) : `${quote(lexeme)}:${places.join(',')}`
}
