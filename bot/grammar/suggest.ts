import { distance } from 'fastest-levenshtein'
import { trimEndOf } from '#core/query/trim-end.ts'
import type { Sentence } from './argument.ts'
import { plainWord } from './argument.ts'
import type { Description } from './match.ts'

const longestWord = 24
/** What is longer is no word that was mistyped. */
const longestMistyped = 64

export interface Suggestions {
  /** At most three, best first. */
  readonly suggestions: readonly string[]
  readonly retype: readonly string[]
}

/** What the person may have meant: the sentence with its first words replaced by a command's. */
export function suggestCommands(commands: readonly Description[], { text, tokens }: Sentence): Suggestions {
  const candidates = commands.flatMap(({ name, words: all, effect, politeness }) =>
    (politeness === true ? [] : all).flatMap((words) => {
      const length = words.split(' ').length
      const start = tokens[0]?.start ?? 0
      const end = tokens[length - 1]?.end
      if (end === undefined || end - start >= longestMistyped) return []
      const said = plainWord(text.slice(start, end)).slice(0, longestWord)
      const meant = plainWord(words)
      if (saysNo(said) && !saysNo(meant)) return []
      const errors = errorsBetween(said, meant)
      const opposite = undoes(said) !== undoes(meant)
      return isNear(said, meant, errors)
        ? [{ name, effect, errors, opposite, text: `${words}${rest(text.slice(end), effect)}`.trim() }]
        : []
    }),
  )
  // What may as well have meant the opposite is no guess to make.
  const doubt = Math.min(...candidates.flatMap(({ opposite, errors }) => (opposite ? [errors] : [])))
  const best = candidates
    .filter(({ opposite, errors }) => !opposite && errors < doubt)
    .sort((a, b) => a.errors - b.errors)
  const once = best.filter((one, at) => best.findIndex((other) => other.name === one.name) === at).slice(0, 3)
  const textsOf = (tells: boolean) =>
    once.filter(({ effect }) => (effect === 'tells') === tells).map((one) => one.text)
  return { suggestions: textsOf(false), retype: textsOf(true) }
}

/** It is asked about whether it was meant: its own question mark would be a second one. */
function rest(text: string, effect: Description['effect']): string {
  return effect === 'reads' ? trimEndOf(text, /[\s\u00a0?]/) : text
}

/** Words that begin so take back what the others do: `dépublier` is no misspelt `publier`. */
function undoes(word: string): boolean {
  return /^(?:de|di|non|un|in|ne )/.test(word)
}

/** A word that says no is written as it is meant: `ne` is no misspelt `new`. */
function saysNo(words: string): boolean {
  return /^(?:ne|pas|non|no)(?: |$)|^n'/.test(words)
}

/** The known words nearest to what was written, best first. @param limit at most so many */
export function nearest(written: string, known: readonly string[], limit: number): readonly string[] {
  if (written.length >= longestMistyped) return []
  const said = plainWord(written).slice(0, longestWord)
  return known
    .map((word) => ({ word, errors: errorsBetween(said, plainWord(word)) }))
    .filter(({ word, errors }) => isNear(said, plainWord(word), errors))
    .sort((a, b) => a.errors - b.errors)
    .slice(0, limit)
    .map(({ word }) => word)
}

/** Letters that changed places (`shwo`) are one error, not two. */
function errorsBetween(said: string, meant: string): number {
  const letters = (word: string): string => [...word].sort().join('')
  const swapped = said !== meant && said.length === meant.length && letters(said) === letters(meant)
  return swapped ? distance(said, meant) / 2 : distance(said, meant)
}

/**
 * One error in a short word, two in a word of five letters, three from nine on; of a lone sign nothing would be left. What
 * was said and what was meant are both that long: « brie » is no `write`. A word of three letters may only lack one, or
 * have one too many: « lot » is no `log`.
 */
function isNear(said: string, meant: string, errors: number): boolean {
  if (errors === 0) return true
  const shorter = Math.min(said.length, meant.length)
  if (shorter < 2) return false
  if (shorter < 4) return errors <= 1 && (said.length !== meant.length || errors < 1)
  return errors <= (shorter < 5 ? 1 : shorter < 9 ? 2 : 3)
}
