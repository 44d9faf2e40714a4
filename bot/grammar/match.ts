import { cut } from '#core/query/cut.ts'
import type { Argument, Given, Sentence } from './argument.ts'
import { isCourtesy, plainWord } from './argument.ts'
import { isLoneNumber } from './event-number.ts'
import { read } from './read.ts'
import { beginsAsSmallTalk, isSmallTalk } from './small-talk.ts'
import { suggestCommands } from './suggest.ts'

/** A command as data: its help, its parsing, its questions and the test of its examples derive from this. */
export interface Description {
  /** The first of its words: how the help and the corrections write it. */
  readonly name: string
  /** Every way to say it, French and English, without arguments: `['ne plus suivre', 'unfollow']`. */
  readonly words: readonly string[]
  /** Other ways that people have of saying it, too many for the help to list. */
  readonly alsoSaid?: readonly string[]
  /** By name, in the order in which they are written. */
  readonly arguments: Readonly<Record<string, Argument>>
  /** `tells`: others learn of it. `changes`: something is other than before. `reads`: nothing is. */
  readonly effect: 'reads' | 'changes' | 'tells'
  /** Nothing to be done: what is like it is no misspelling of it. */
  readonly politeness?: boolean
  /** A lone event number means this command. */
  readonly readsLoneNumber?: boolean
}

export type Match<C extends Description> =
  | { readonly type: 'ready'; readonly command: C; readonly given: Given }
  /** A required argument is missing; `seen` is what stood there and could not be read. */
  | {
      readonly type: 'ask'
      readonly command: C
      readonly given: Given
      readonly missing: string
      readonly seen?: string
    }
  /** Something is left over that the command has no place for. */
  | {
      readonly type: 'extra'
      readonly command: C
      readonly given: Given
      readonly seen: string
      readonly understood: string
    }
  /**
   * No such command; `suggestions` are whole sentences with the command corrected, which yes may run; those of `retype`
   * would tell people, and are only run when somebody writes them.
   */
  | {
      readonly type: 'unknown'
      readonly seen: string
      readonly suggestions: readonly string[]
      readonly retype: readonly string[]
    }
  | { readonly type: 'empty' }

/** Finds the command that a text says, and its arguments. Never throws: whatever is wrong is a result. */
export function match<C extends Description>(commands: readonly C[], text: string): Match<C> {
  const sentence = sentenceOf(commands, text)
  const [first] = sentence.tokens
  if (first === undefined) return { type: 'empty' }
  const greeted = withoutGreeting(commands, sentence)
  if (greeted !== undefined) return match(commands, greeted)
  const called = longestCall(commands, sentence)
  const isPolite = called?.command.politeness === true && isSmallTalk(sentence.text)
  if (called !== undefined && !isPolite) return readArguments(called.command, sentence, called.length)
  const polite = commands.find((command) => command.politeness === true)
  if (polite !== undefined && isSmallTalk(sentence.text)) return { type: 'ready', command: polite, given: {} }
  const lone = commands.find((command) => command.readsLoneNumber === true)
  if (lone !== undefined && isLoneNumber(sentence)) return readArguments(lone, sentence, 0)
  const guesses = beginsAsSmallTalk(sentence.text) ? noGuess : suggestCommands(commands, sentence)
  return { type: 'unknown', seen: firstWords(sentence), ...guesses }
}

const noGuess = { suggestions: [], retype: [] }

const greetings = new Set(['bonjour', 'bonsoir', 'salut', 'hello', 'hi', 'coucou'])

/** « bonjour, chercher brie »: what comes after the greeting, when a command is called there. */
function withoutGreeting(commands: readonly Description[], { text, tokens }: Sentence): string | undefined {
  const [first, second] = tokens
  if (first?.type !== 'word' || second === undefined || !greetings.has(plainWord(first.text)))
    return undefined
  const rest = text.slice(second.start)
  return longestCall(commands, sentenceOf(commands, rest)) === undefined ? undefined : rest
}

/** Whether the text is marked as a command: `!aide`, `/aide`. */
export function isMarked(text: string): boolean {
  return /^\s*[!/]\s*\p{L}/u.test(text)
}

/** `point : texte` would be a pair; a colon right after a command's words is punctuation. */
function sentenceOf(commands: readonly Description[], text: string): Sentence {
  const plain = isMarked(text) ? text.replace(/^\s*[!/]/, '') : text
  const head = plain.slice(0, Math.max(0, plain.indexOf(':')))
  const called = plainWord(head.trim().replaceAll(/\s+/g, ' '))
  const isCall =
    called !== '' && commands.some((command) => callsOf(command).some((one) => commandWord(one) === called))
  const sentence = isCall ? plain.replace(':', ' ') : plain
  return { text: sentence, tokens: read(sentence) }
}

/** More words than any command has. */
const mostWords = 8
/** Of the words of commands, which are always the same. */
const known = new Map<string, string>()

function callsOf({ words, alsoSaid = [] }: Description): readonly string[] {
  return [...words, ...alsoSaid]
}

function commandWord(word: string): string {
  const plain = known.get(word) ?? plainWord(word)
  known.set(word, plain)
  return plain
}

function longestCall<C extends Description>(
  commands: readonly C[],
  sentence: Sentence,
): { command: C; length: number } | undefined {
  const said = sentence.tokens
    .slice(0, mostWords)
    .map((token) => (token.type === 'word' ? plainWord(token.text) : undefined))
  const calls = commands.flatMap((command) =>
    callsOf(command)
      .map((words) => words.split(' '))
      .filter((words) => words.every((word, at) => said[at] === commandWord(word)))
      .map((words) => ({ command, length: words.length })),
  )
  return calls.sort((a, b) => b.length - a.length)[0]
}

function readArguments<C extends Description>(command: C, sentence: Sentence, start: number): Match<C> {
  const { tokens, text } = sentence
  const given: Record<string, string> = {}
  let at = start
  let missing: string | undefined
  for (const [name, argument] of Object.entries(command.arguments)) {
    const taken = argument.take(sentence, at)
    if (taken === undefined) {
      if (argument.required) missing ??= name
    } else {
      given[name] = taken.value
      at = taken.next
    }
  }
  const left = tokens.slice(at).filter((token) => token.type !== 'word' || !isIdle(command, token.text))
  const [stray] = left
  const seen = stray === undefined ? undefined : text.slice(stray.start, left.at(-1)?.end)
  if (missing !== undefined)
    return { type: 'ask', command, given, missing, ...(seen === undefined ? {} : { seen }) }
  if (stray !== undefined && seen !== undefined)
    return { type: 'extra', command, given, seen, understood: text.slice(0, stray.start).trim() }
  return { type: 'ready', command, given }
}

/** `clore A-2026.1 ?` asks whether to, and closes nothing. */
function isIdle({ effect }: Description, word: string): boolean {
  // « publier A-2026.1… » is not said to its end.
  if (effect !== 'reads' && /\.{2}|…/.test(word)) return false
  return isCourtesy(word) || (effect === 'reads' && plainWord(word) === '?')
}

function firstWords({ text, tokens }: Sentence): string {
  const start = tokens[0]?.start ?? 0
  const shown = text.slice(start, tokens[Math.min(tokens.length, 12) - 1]?.end)
  return cut(shown, 60)
}
