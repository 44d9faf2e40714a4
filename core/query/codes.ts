/**
 * The codes of a list as people write it: `L1, L2`, one a line, `26F112 et 26F113`, `R1 R2`. What stands in parentheses
 * belongs to its code: `L1 (DLC 12/12/2026)`.
 */
export function codesIn(list: string): readonly string[] {
  // Of the same length, so that places in it are places in the list.
  const bare = list.replace(/\([^()\n]*\)/g, (inside) => '_'.repeat(inside.length))
  return splitAt(bare, { start: 0, end: list.length }, /[,;\n]/g).flatMap((part) => {
    const joined = splitAt(bare, part, /\s(?:et|and|&)\s/g)
    const whole = joined.every(({ start, end }) => /\d/.test(list.slice(start, end))) ? joined : [part]
    return whole
      .flatMap((one) => {
        const words = splitAt(bare, one, /\s+/g).filter(({ start, end }) => start < end)
        const texts = words.map(({ start, end }) => bare.slice(start, end))
        return texts.every((text) => isMixed(text) && areAlike(texts[0] ?? '', text)) ? words : [one]
      })
      .map(({ start, end }) => list.slice(start, end).trim())
      .filter((text) => text !== '')
  })
}

/** Whether two words are made alike: `26F112` and `26F113`, `2026-06-0123` and `2026-06-0124`, `4521` and `4523`. */
export function areAlike(a: string, b: string): boolean {
  const [one, other] = [shapeOf(a), shapeOf(b)]
  const longNumbers = bareOf(a).length === bareOf(b).length && bareOf(a).length >= fewestDigits
  return one === other && (isMixed(a) || (one === '9' && longNumbers))
}

/** Whether it has a digit, and something else: digits alone may be so many of something. */
export function isMixed(word: string): boolean {
  return /9/.test(shapeOf(word)) && shapeOf(word) !== '9'
}

/** What is shorter is so many of something. */
const fewestDigits = 4

function shapeOf(word: string): string {
  return bareOf(word)
    .replaceAll(/\p{L}+/gu, 'a')
    .replaceAll(/\d+/g, '9')
}

/** Without what ends a sentence. */
function bareOf(word: string): string {
  return word.replace(/[.,;!?]$/, '')
}

interface Span {
  readonly start: number
  readonly end: number
}

function splitAt(text: string, { start, end }: Span, separator: RegExp): Span[] {
  const found = [...text.slice(start, end).matchAll(separator)]
  const starts = [start, ...found.map((one) => start + one.index + one[0].length)]
  return starts.map((from, at) => ({ start: from, end: start + (found[at]?.index ?? end - start) }))
}
