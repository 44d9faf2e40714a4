import { cut } from '#core/query/cut.ts'
import type { Argument, Given, Sentence, Taken } from './argument.ts'
import { isCourtesy, plainWord } from './argument.ts'
import { isFiller, isLoneNumber } from './event-number.ts'
import { leadInOf } from './lead-in.ts'
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
  /** « comment publier »: its argument is what is to be explained. */
  readonly explains?: boolean
  /** A sentence that says this command in other words, as this command says it; `asksHow`: it asks how to. */
  readonly rephrase?: (text: string) => { readonly sentence: string; readonly asksHow: boolean } | undefined
  /** The sentence by which a text that calls no command may be meant for this one: it is proposed. */
  readonly propose?: (text: string) => string | undefined
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
      /** The values that were given for it, where one is wanted. */
      readonly choices?: readonly string[]
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
  for (const command of commands) {
    const other = command.rephrase?.(sentence.text)
    if (other === undefined) continue
    const said = match(commands, other.sentence)
    return said.type === 'ready' && other.asksHow
      ? { type: 'unknown', seen: firstWords(sentence), ...byEffect(command, other.sentence) }
      : said
  }
  const led = withoutLeadIn(commands, sentence)
  if (led !== undefined) return led
  const called = longestCall(commands, sentence)
  const isPolite = called?.command.politeness === true && isSmallTalk(sentence.text)
  if (called !== undefined && !isPolite) return readArguments(called.command, sentence, called.length)
  const polite = commands.find((command) => command.politeness === true)
  if (polite !== undefined && isSmallTalk(sentence.text)) return { type: 'ready', command: polite, given: {} }
  const lone = commands.find((command) => command.readsLoneNumber === true)
  if (lone !== undefined && isLoneNumber(sentence)) return readArguments(lone, sentence, 0)
  for (const command of commands) {
    const proposed = command.propose?.(sentence.text)
    if (proposed !== undefined)
      return { type: 'unknown', seen: firstWords(sentence), ...byEffect(command, proposed) }
  }
  const guesses = beginsAsSmallTalk(sentence.text) ? noGuess : suggestCommands(commands, sentence)
  return { type: 'unknown', seen: firstWords(sentence), ...guesses }
}

const noGuess = { suggestions: [], retype: [] }

/** What would tell people is only said by whoever writes it. */
function byEffect({ effect }: Description, sentence: string) {
  return effect === 'tells'
    ? { suggestions: [], retype: [sentence] }
    : { suggestions: [sentence], retype: [] }
}

/** Fewer words after a greeting belong to it: « bonjour à tous ». */
const fewestWords = 6

/** « bonjour, merci de chercher brie »: what comes after, when a command is called there, or much is said. */
function withoutLeadIn<C extends Description>(
  commands: readonly C[],
  { text, tokens }: Sentence,
): Match<C> | undefined {
  const said = plainWords(tokens)
  const full = longestCall(commands, { text, tokens })
  const isGreeting = greetings.has(said[0] ?? '')
  if (full !== undefined && full.command.politeness !== true && !isGreeting) return undefined
  for (const { length, asksHow } of leadInOf(said)) {
    const next = tokens[length]
    if (next === undefined || (full !== undefined && !isGreeting && length < full.length)) continue
    const rest = text.slice(next.start)
    const sentence = sentenceOf(commands, rest)
    const called = longestCall(commands, sentence)
    if (called === undefined || called.command.politeness === true) continue
    const whole = asksHow ? undefined : match(commands, rest)
    // « je voudrais annuler, je me suis trompé » is more than its first words: it is read as what it is.
    if (whole !== undefined && (isGreeting || whole.type !== 'extra')) return whole
    if (whole !== undefined) continue
    const help = commands.find(({ explains }) => explains === true)
    const [topic = ''] = Object.keys(help?.arguments ?? {})
    if (help !== undefined) return { type: 'ready', command: help, given: { [topic]: called.command.name } }
  }
  const second = tokens[1]
  const isMore = tokens.length > fewestWords || text.trim().includes('\n')
  return isGreeting && second !== undefined && isMore ? match(commands, text.slice(second.start)) : undefined
}

const greetings = new Set(['bonjour', 'bonsoir', 'salut', 'hello', 'hi', 'coucou'])

function plainWords(tokens: Sentence['tokens']): readonly (string | undefined)[] {
  return tokens
    .slice(0, mostLeadIn)
    .map((token) => (token.type === 'word' ? plainWord(token.text) : undefined))
}

const mostLeadIn = 24

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
      const others =
        argument.proposesRecent === true ? sameAgain(command, name, sentence, at, taken.value) : []
      at = others.at(-1)?.next ?? at
      const several = [...new Set([taken.value, ...others.map(({ value }) => value)])]
      if (several.length > 1) {
        const { [name]: _, ...before } = given
        const text = takeRest(command, name, sentence, at)
        return { type: 'ask', command, given: { ...before, ...text }, missing: name, choices: several }
      }
    }
  }
  const left = tokens.slice(at).filter((token) => token.type !== 'word' || !isIdle(command, token.text))
  const isOnlyFiller =
    missing !== undefined && command.arguments[missing]?.proposesRecent && left.every(isFiller)
  const [stray] = isOnlyFiller === true ? [] : left
  const seen = stray === undefined ? undefined : text.slice(stray.start, left.at(-1)?.end)
  if (missing !== undefined)
    return { type: 'ask', command, given, missing, ...(seen === undefined ? {} : { seen }) }
  if (stray !== undefined && seen !== undefined)
    return { type: 'extra', command, given, seen, understood: text.slice(0, stray.start).trim() }
  return { type: 'ready', command, given }
}

/** `note A-2026.1 A-2026.2 Un cas.`: a text is of one event, and other numbers before it may be meant for it. */
function sameAgain(
  command: Description,
  name: string,
  sentence: Sentence,
  from: number,
  first: string,
): readonly Taken[] {
  const names = Object.keys(command.arguments)
  const next = command.arguments[names[names.indexOf(name) + 1] ?? '']
  if (next?.free !== true) return []
  const found: Taken[] = []
  for (let at = from; ; ) {
    const token = sentence.tokens[at]
    const joined =
      token?.type === 'word' && ['et', 'and', 'ou', '+', '&', ','].includes(plainWord(token.text))
    const number = sentence.tokens[joined ? at + 1 : at]
    const taken =
      number?.type === 'number' ? command.arguments[name]?.take(sentence, joined ? at + 1 : at) : undefined
    if (taken === undefined || taken.value.charAt(0) !== first.charAt(0)) return found
    found.push(taken)
    at = taken.next
  }
}

function takeRest(command: Description, after: string, sentence: Sentence, from: number): Given {
  const names = Object.keys(command.arguments)
  const name = names[names.indexOf(after) + 1] ?? ''
  const taken = command.arguments[name]?.take(sentence, from)
  return taken === undefined ? {} : { [name]: taken.value }
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
