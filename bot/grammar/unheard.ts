import { spansOf } from '#core/query/words.ts'

export interface Unheard {
  /** As they were typed. */
  readonly words: readonly string[]
  /** What may have been meant, best first: with the nearest words or without them, then with them between quotation marks. */
  readonly sentences: readonly string[]
}

/**
 * What to ask about words that nobody has written. Between quotation marks they are meant.
 * @param asks whether a sentence still asks for something
 */
export function decideUnheard(
  written: string,
  unheard: readonly { readonly word: string; readonly near?: string }[],
  asks: (sentence: string) => boolean,
): Unheard {
  const meant = new Map(unheard.map(({ word, near }) => [word, near]))
  const bare = written.replace(/"[^"]*"|«[^«»]*»|“[^“”]*”/g, (quoted) => '_'.repeat(quoted.length))
  const found = spansOf(bare).filter(({ word }) => meant.has(word))
  if (found.length === 0) return { words: [], sentences: [] }
  const saying = (say: (word: string, typed: string) => string): string => {
    const pieces = found.map(({ word, start, end }, at) => {
      const before = written.slice(found[at - 1]?.end ?? 0, start)
      return `${before}${say(word, written.slice(start, end))}`
    })
    return [...pieces, written.slice(found.at(-1)?.end)].join('').replace(/ {2,}/g, ' ').trim()
  }
  const mended = withoutLoose(saying((word) => meant.get(word) ?? ''))
  return {
    words: [...new Set(found.map(({ start, end }) => written.slice(start, end)))],
    sentences: [...(asks(mended) ? [mended] : []), saying((_, typed) => `"${typed}"`)],
  }
}

/** Without the small words that joined what was left out: « fromages et ». */
function withoutLoose(sentence: string): string {
  return sentence
    .replace(/^(?:(?:et|ou|and|or|ni) ){1,3}/iu, '')
    .replace(/(?: (?:et|ou|and|or|ni|de|du|des|la|le|les|dans|en|sur|à)){1,4}$/iu, '')
}
