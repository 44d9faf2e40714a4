import { cut } from '#core/query/cut.ts'
import type { Answer } from '#templates/chat/answer.ts'
import { type Given, plainWord } from '../grammar/argument.ts'
import { usageOf } from '../grammar/help.ts'
import { type Match, match } from '../grammar/match.ts'
import { read } from '../grammar/read.ts'
import { about } from './about.ts'
import { isSkip } from './filling.ts'
import { choicesFor, missing, missingOf, question } from './question.ts'
import { type ShortNumber, shortNumber } from './short-number.ts'
import type { Filling, State, Talk } from './state.ts'
import type { TalkCommand, TalkTools, Turn } from './turn.ts'
import { isYesOrNo, readYesNo } from './yes-no.ts'

/** A text this long is an answer, whatever word it begins with. */
const longestCommand = 120

/**
 * What a sentence that answers no question leads to. What is open waits while one only reads; an act takes the place
 * of a question, but not of a record that is being filled in.
 */
export function fromSentence<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  heard: Match<C>,
): Turn<C> {
  const { talk } = state
  const said = withNumberInText(withNumberOfHere(tools, heard))
  switch (said.type) {
    case 'ready':
      if (said.command.opensTalk === true && entryOf(talk) !== null && talk !== null)
        return { do: 'say', answer: { type: 'busy', data: { about: about(tools, talk) } }, talk }
      if (said.command.turnsPage === true && state.page !== null && 'sentence' in state.page)
        return fromSentence(tools, { ...state, page: null }, match(tools.commands, state.page.sentence))
      return run(state, said.command, said.given)
    case 'ask': {
      const { command, given, seen } = said
      const short = seen && shortNumber(tools, state, command.arguments[said.missing], seen)
      if (short) return ofShort(tools, state, said, short)
      // « publier pas A-2026.1 » asks for no number.
      if (seen !== undefined && command.effect !== 'reads' && readYesNo(seen).type === 'no')
        return notUnderstood(command, seen, command.name, talk)
      const object = given.number === undefined ? (seen ?? given.reason) : undefined
      const instead = object && command.ofValue?.(object, choicesFor(tools, state, {})[0])
      if (object && instead) return { do: 'say', answer: ofValue(command, object, instead), talk }
      if (said.choices !== undefined && entryOf(talk) === null)
        return { ...question(command, given, said.missing, said.choices, undefined), ...lapsing(talk) }
      const ranked = rankedIn(tools, state, said)
      if (ranked !== undefined)
        return {
          do: 'say',
          answer: {
            type: 'unknown',
            data: { seen: ranked.seen, suggestions: [ranked.sentence], retype: [] },
          },
          talk: { type: 'offering', sentences: [ranked.sentence] },
          ...lapsing(talk),
        }
      const keeps =
        talk?.type === 'filling' ||
        (talk?.type === 'confirming' && (command.effect === 'reads' || talk.resumes !== null))
      if (keeps) return { do: 'say', answer: missing(command, said.missing, [], seen, false), talk }
      const asked = question(command, given, said.missing, choicesFor(tools, state, given), seen)
      const same = JSON.stringify(talk) === JSON.stringify(asked.talk)
      return same ? asked : { ...asked, ...lapsing(talk) }
    }
    case 'extra':
      return notUnderstood(said.command, said.seen, said.understood, talk)
    case 'unknown': {
      const { seen, suggestions, retype } = said
      if (isYesOrNo(seen) || isSkip(seen) || /^\d{1,2}$/.test(seen.trim()))
        return { do: 'say', answer: { type: 'nothing-open', data: { seen } }, talk }
      const offer: Talk = { type: 'offering', sentences: [...suggestions] }
      return {
        do: 'say',
        answer: { type: 'unknown', data: { seen, suggestions, retype } },
        talk: talk ?? (suggestions.length > 0 ? offer : null),
      }
    }
    case 'empty':
      return { do: 'say', answer: { type: 'empty', data: {} }, talk }
  }
}

/** « suivre .4 »: done when it is certain which, else asked. */
function ofShort<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  { command, given, missing: name }: Match<C> & { type: 'ask' },
  { number, certain, choices }: ShortNumber,
): Turn<C> {
  const whole: Given = { ...given, [name]: number }
  const next = missingOf(command, whole)
  const sure = certain || command.effect === 'reads'
  if (sure && next === undefined) return run(state, command, whole)
  if (entryOf(state.talk) !== null)
    return { do: 'say', answer: missing(command, name, [], undefined, false), talk: state.talk }
  const asked =
    sure && next !== undefined
      ? question(command, whole, next, choicesFor(tools, state, whole), undefined)
      : question(command, given, name, choices, undefined)
  return { ...asked, ...lapsing(state.talk) }
}

function ofValue({ name }: TalkCommand, seen: string, instead: string): Answer {
  return { type: 'of-value', data: { command: name, seen, instead } }
}

/** Something stands in it that the command has no place for: nothing is done. */
function notUnderstood<C extends TalkCommand>(
  command: C,
  seen: string,
  understood: string,
  talk: Talk | null,
): Turn<C> {
  const proposes = command.effect === 'reads'
  const data = { seen, understood, usage: usageOf(command), proposes }
  return { do: 'say', answer: { type: 'extra', data }, talk }
}

/** A command with all that it wants, said while something else may be open. */
export function run<C extends TalkCommand>({ talk }: State, command: C, given: Given): Turn<C> {
  if (talk === null || waitsFor(talk, command))
    return { do: 'run', command, given, talk, aside: talk !== null }
  const entry = entryOf(talk)
  return { do: 'run', command, given, talk: entry, aside: entry !== null, ...lapsing(talk) }
}

/** The record that is being filled in, be it under a question about an act: it outlasts that question. */
function entryOf(talk: Talk | null): Filling | null {
  if (talk?.type === 'filling') return talk
  return talk?.type === 'confirming' ? talk.resumes : null
}

/** Whether what is open outlasts a command that is about something else. */
function waitsFor(talk: Talk, { effect, opensTalk }: TalkCommand): boolean {
  switch (talk.type) {
    case 'filling':
      return true
    case 'confirming':
      return effect !== 'tells' && opensTalk !== true
    case 'asking':
      return effect === 'reads'
    case 'offering':
      return false
  }
}

/** A command with all that it wants, the number of its event among it: that is no answer to anything, however long. */
export function isWhole<C extends TalkCommand>(said: Match<C>): said is Match<C> & { type: 'ready' } {
  return said.type === 'ready' && namesEvent(said)
}

/** Whether the number of an event was said in it. */
export function namesEvent<C extends TalkCommand>({
  command,
  given,
}: Match<C> & { type: 'ready' | 'ask' | 'extra' }): boolean {
  return Object.entries(command.arguments).some(
    ([name, { proposesRecent }]) => proposesRecent === true && given[name] !== undefined,
  )
}

/**
 * Whether a short text calls a command by the number of an event, and not to its end: « publier A-2026.2 demain », « piont
 * A-2026.2 ». It is no answer; « voir A-2026.2 pour le contexte » may be one.
 */
export function isOfAnother(said: Match<TalkCommand>, text: string): boolean {
  if (text.trim().length > longestCommand || text.trim().includes('\n')) return false
  switch (said.type) {
    case 'ask':
      return namesEvent(said)
    case 'extra':
      return said.command.effect !== 'reads' && namesEvent(said)
    case 'unknown':
      return (
        said.suggestions.length + said.retype.length > 0 && read(text).some(({ type }) => type === 'number')
      )
    default:
      return false
  }
}

/** « modifier lots:L2 »: values of fields are no text. */
export function setsFields({ command, given }: Match<TalkCommand> & { type: 'ask' }, text: string): boolean {
  return (
    command.name === 'modifier' &&
    given.number === undefined &&
    read(text).some(({ type }) => type === 'pair')
  )
}

/** In a dialogue, a sentence is a command when nothing is missing in it; in quotes it never is. */
export function isCommand<C extends TalkCommand>(said: Match<C>, text: string): boolean {
  const bare =
    said.type === 'ask' &&
    Object.keys(said.given).length === 0 &&
    said.seen === undefined &&
    // « Retiré » is what was done, and « retire » the same word.
    (/\S\s+\S/.test(text.trim()) ||
      said.command.words.some((word) => plainWord(word) === plainWord(text.trim())))
  return (said.type === 'ready' || bare) && text.trim().length <= longestCommand && !text.includes('\n')
}

function lapsing(talk: Talk | null): { lapsed?: Talk } {
  return talk === null || talk.type === 'offering' ? {} : { lapsed: talk }
}

/** `point Rappel publié` where an event is spoken of: its number is not asked for. */
function withNumberOfHere<C extends TalkCommand>({ here }: TalkTools<C>, said: Match<C>): Match<C> {
  if (said.type !== 'ask' || here === undefined || said.seen !== undefined || said.choices !== undefined)
    return said
  const { command, missing: name } = said
  const argument = command.arguments[name]
  if (argument?.proposesRecent !== true || argument.said === true || Object.values(said.given).includes(here))
    return said
  const given: Given = { ...said.given, [name]: here }
  const next = missingOf(command, given)
  return next === undefined ? { type: 'ready', command, given } : { ...said, given, missing: next }
}

/** « message pour dire que A-2026.1 avance »: the only event that a text names is the one it is for. */
function withNumberInText<C extends TalkCommand>(said: Match<C>): Match<C> {
  if (said.type !== 'ask' || said.seen !== undefined || said.choices !== undefined) return said
  const { command, missing: name, given } = said
  const argument = command.arguments[name]
  const text = textOf(command, given)
  if (argument?.proposesRecent !== true || argument.said === true || text === undefined) return said
  const numbers = read(text).flatMap((token) =>
    token.type === 'number' && /^[A-Z]/.test(token.text) ? [token.text] : [],
  )
  const [only, ...others] = new Set(numbers)
  if (only === undefined || others.length > 0) return said
  const whole: Given = { ...given, [name]: only }
  const next = missingOf(command, whole)
  return next === undefined
    ? { type: 'ready', command, given: whole }
    : { ...said, given: whole, missing: next }
}

/** « point 2 tout est rappelé », where a list of events was just shown: perhaps its second; « point .2 … », that of the year. */
function rankedIn(
  tools: TalkTools<TalkCommand>,
  state: State,
  { command, given, missing: name }: Match<TalkCommand> & { type: 'ask' },
): { readonly seen: string; readonly sentence: string } | undefined {
  const text = textOf(command, given)
  const [, said, rest = ''] = /^((?:le |la |n° ?)?\.?\d{1,7})[ :,]+(\p{L}[\s\S]*)$/u.exec(text ?? '') ?? []
  if (said === undefined || entryOf(state.talk) !== null) return undefined
  const short = shortNumber(tools, state, command.arguments[name], said)
  const rank = Number(said.replaceAll(/\D/g, ''))
  const number =
    short?.number ??
    (state.talk?.type === 'asking' && !said.includes('.') ? state.talk.choices[rank - 1] : undefined)
  if (text === undefined || number === undefined || command.arguments[name]?.proposesRecent !== true)
    return undefined
  return { seen: `${command.name} ${cut(text, longestSeen)}`, sentence: `${command.name} ${number} ${rest}` }
}

const longestSeen = 60

function textOf(command: TalkCommand, given: Given): string | undefined {
  const name = Object.keys(command.arguments).find((one) => command.arguments[one]?.free === true)
  return name === undefined ? undefined : given[name]
}
