import { distance } from 'fastest-levenshtein'
import { nameKey } from './names.ts'

/** Further than this share of its letters, a name is no guess at all. */
const furthest = 0.45
const shortest = 5
/** What is longer, in characters, is no name that was mistyped. */
const longestMistyped = 64

/**
 * The items whose names are nearest to what was written, best first; names are keys of names.ts.
 * A name is also near when each written word is near one of its words: `listeria monocitogene`, `camenbert`.
 */
export function nearest<T>(
  written: string,
  items: readonly T[],
  namesOf: (item: T) => readonly string[],
  limit: number,
): T[] {
  if (written.length >= longestMistyped) return []
  const key = nameKey(written)
  if (key === '') return []
  return items
    .map((item) => ({ item, far: Math.min(...namesOf(item).map((name) => farness(key, name))) }))
    .filter(({ far }) => far <= furthest)
    .sort((a, b) => a.far - b.far)
    .slice(0, limit)
    .map(({ item }) => item)
}

function farness(written: string, name: string): number {
  const words = telling(name.split(' '))
  const each = telling(written.split(' ')).map((word) =>
    Math.min(...words.map((other) => wordFarness(word, other))),
  )
  const byWords = each.reduce((sum, far) => sum + far, 0) / each.length
  return Math.min(apart(written, name), byWords + 0.05)
}

/** They stand in any name: « pas de lot » is near no other thing for its « de ». */
const idle = new Set(
  'pas de du des la le les l d un une et ou en au aux a sur par pour sans non ne'.split(' '),
)

function telling(words: readonly string[]): readonly string[] {
  const left = words.filter((word) => !idle.has(word))
  return left.length === 0 ? words : left
}

function wordFarness(written: string, word: string): number {
  return written.length >= 3 && word.startsWith(written) ? 0.1 : apart(written, word)
}

/** A number is mistyped for no other one: 99 is not 989, Clipperton. */
function apart(a: string, b: string): number {
  if (/^\d+$/.test(a) && a !== b) return 1
  const errors = distance(a, b)
  // Of a short word, two letters are half of it.
  if (errors > 1 && Math.min(a.length, b.length) < shortest) return 1
  return errors / Math.max(a.length, b.length)
}
