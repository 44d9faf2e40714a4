import { stemmer } from '@orama/stemmers/french'
import { elisions, stopWords } from './stop-words.ts'
import { trimEndOf } from './trim-end.ts'

/** One word of a text that can be searched. */
export interface Token {
  /** Folded: what a prefix is compared with. */
  readonly word: string
  /** What words and phrases are compared by: `fromages`, `fromage` → `fromag`. Codes and numbers are their own stem. */
  readonly stem: string
  /** Offsets in the text, UTF-16 units, end excluded. */
  readonly start: number
  readonly end: number
  /**
   * Rank of the word in the text, from 0. Stop words are not in the list but are counted, so the ranks have holes
   * there: in "lait de vache", `lait` is 0 and `vach` is 2. A phrase wants the same distances.
   */
  readonly position: number
}

/** Lower case, no accents, ligatures written out (œ → oe), straight apostrophes. Folding twice changes nothing. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøłđ]/g, (letter) => writtenOut[letter] ?? letter)
    .replace(/[’ʼ‘]/g, "'")
}

/** Folded, letters and digits only, cut to `longest`: the one word that a prefix or a field name is. */
export function foldWord(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]|[\u{10000}-\u{10ffff}]/gu, '')
    .slice(0, longest)
}

/**
 * The words of a text, stop words left out: what every executor indexes and searches by.
 *
 * A word is a run of letters and digits (of the basic plane), so hyphens, dots, slashes and apostrophes part words:
 * `sous-vide` is `sous` + `vide`, `A-2026.12` is `a` + `2026` + `12`, `L2381` and `25g` are one word each. The parser
 * makes a phrase of what was written in one piece, so that the pieces of a code are still looked for together.
 * A stop word inside a code (the `A` of `A-2026.12`) is kept. Words are cut after 64 letters.
 */
export function analyse(text: string): Token[] {
  return scanWords(text, false)
}

/** The same with the stop words: where the words of a text stand. */
export function spansOf(text: string): Token[] {
  return scanWords(text, true)
}

interface Entry {
  readonly written: string
  readonly word: string
  readonly stem: string
  readonly stop: boolean
  readonly elided: boolean
}

function scanWords(text: string, stopWordsToo: boolean): Token[] {
  const found: Token[] = []
  let position = 0
  let end = 0
  for (let start = 0; start < text.length; start = Math.max(end, start + 1)) {
    if (classOf(text, start) !== letter) continue
    let hash = 0
    for (end = start; end < text.length && classOf(text, end) !== other; end++)
      hash = (Math.imul(hash, 31) + text.charCodeAt(end)) | 0
    const { word, stem, stop, elided } = entryOf(text, start, end, hash)
    // Some letters fold to nothing that can be searched (a lone modifier): they are no word.
    if (word === '') continue
    const skipped = (stop && !isInCode(text, start, end)) || (elided && isApostrophe(text, end))
    if (stopWordsToo || !skipped) found.push({ word, stem, start, end, position })
    position++
  }
  return found
}

/**
 * Texts repeat their words, and to fold and stem each once is many times faster. The cache goes by a hash made while
 * scanning, so that a known word is not even cut out of its text.
 */
function entryOf(text: string, start: number, end: number, hash: number): Entry {
  const known = entries.get(hash)
  if (known?.written.length === end - start && text.startsWith(known.written, start)) return known
  // Through bytes, for a plain slice would keep its whole text alive.
  const written = Buffer.from(text.slice(start, end)).toString()
  const word = foldWord(written)
  const entry = { written, word, stem: stemOf(word), stop: stopWords.has(word), elided: elisions.has(word) }
  if (entries.size >= mostEntries) entries.clear()
  entries.set(hash, entry)
  return entry
}

/**
 * Snowball expects accents, and people leave them out: words are stemmed without, and what this costs is mended first:
 * plurals in -us, -os… (`crus`), and `contaminée`, whose double e without its accent would not be an ending.
 */
function stemOf(word: string): string {
  if (word.length < 4 || /\p{N}/u.test(word)) return word
  return stemmer(word.replace(/(?<=[aiou])s$/, '').replace(/ees?$/, 'e'))
}

/** True for a piece of something like `A-2026.12`: joined to its neighbours, with a digit somewhere. */
function isInCode(text: string, start: number, end: number): boolean {
  const near = text.slice(Math.max(0, start - longest), start)
  const before = near.slice(trimEndOf(near, /[\p{L}\p{N}._/-]/u).length)
  const after = /^[\p{L}\p{N}._/-]*/u.exec(text.slice(end, end + longest))?.[0] ?? ''
  return /\p{N}/u.test(before) || /\p{N}/u.test(after)
}

function isApostrophe(text: string, at: number): boolean {
  return /^['’ʼ‘]\p{L}/u.test(text.slice(at, at + 2))
}

function classOf(text: string, at: number): number {
  return classes[text.charCodeAt(at)] ?? other
}

const longest = 64
const plain = /^[ -~\t\n\r]*$/
const writtenOut: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' }
const entries = new Map<number, Entry>()
const mostEntries = 200_000
const other = 0
const letter = 1
const mark = 2
/** What each UTF-16 unit is: one look-up where a regular expression would cost most of the analysis. */
const classes = Uint8Array.from({ length: 0x1_0000 }, (_, unit) => {
  const char = String.fromCharCode(unit)
  // U+02BC is a letter to Unicode and an apostrophe to those who type it.
  return /[\p{L}\p{N}]/u.test(char) && char !== 'ʼ' ? letter : /\p{M}/u.test(char) ? mark : other
})
