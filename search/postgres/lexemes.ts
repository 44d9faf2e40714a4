import { type TextWeight, textWeights } from '#core/query/facts.ts'
import { analyse } from '#core/query/words.ts'

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

/** A text as the tables hold it, in tsvector literals. */
export interface IndexedText {
  /** Every stem with its positions: words and phrases are looked for here. */
  readonly stems: string
  /** Every whole word, folded, with its first position of each weight: prefixes are looked for here. */
  readonly words: string
  readonly dictionary: readonly string[]
}

/** Made here and not by `to_tsvector`, so that search, subscriptions and rights read a text alike (core/query/words.ts). */
export function indexText(text: Readonly<Record<TextWeight, string>>): IndexedText {
  const stems: Places = new Map()
  const words: Places = new Map()
  let offset = 1
  for (const weight of textWeights) {
    const seen = new Set<string>()
    let last = 0
    for (const { stem, word, position } of analyse(text[weight])) {
      place(stems, stem, offset + position, weight)
      if (!seen.has(word)) place(words, word, offset + position, weight)
      seen.add(word)
      last = position
    }
    offset += last + gap
  }
  return { stems: vector(stems), words: vector(words), dictionary: [...words.keys()] }
}

/** The tsvector literal of plain keys, which have no position. */
export function keysVector(keys: readonly string[]): string {
  return keys.map(quote).join(' ')
}

/** For each lexeme, where it stands: `12A`. */
type Places = Map<string, string[]>

function place(places: Places, lexeme: string, position: number, weight: TextWeight): void {
  const known = places.get(lexeme) ?? []
  places.set(lexeme, known)
  if (position <= lastPosition) known.push(`${position}${weight}`)
}

function vector(places: Places): string {
  return [...places]
    .map(([lexeme, at]) => (at.length === 0 ? quote(lexeme) : `${quote(lexeme)}:${at.join(',')}`))
    .join(' ')
}
