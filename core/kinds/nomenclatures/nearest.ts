import { distance } from 'fastest-levenshtein'
import { nameKey } from './names.ts'

/** Further than this share of its letters, a name is no guess at all. */
const furthest = 0.45
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
  const words = name.split(' ')
  const each = written.split(' ').map((word) => Math.min(...words.map((other) => wordFarness(word, other))))
  const byWords = each.reduce((sum, far) => sum + far, 0) / each.length
  return Math.min(apart(written, name), byWords + 0.05)
}

function wordFarness(written: string, word: string): number {
  return written.length >= 3 && word.startsWith(written) ? 0.1 : apart(written, word)
}

/** A number is mistyped for no other one: 99 is not 989, Clipperton. */
function apart(a: string, b: string): number {
  if (/^\d+$/.test(a) && a !== b) return 1
  return distance(a, b) / Math.max(a.length, b.length)
}
