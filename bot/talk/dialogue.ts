import type { Answer } from '#templates/chat/answer.ts'
import type { Remark } from '#templates/chat/field-question.ts'
import { type Given, plainWord } from '../grammar/argument.ts'
import { readFields } from '../grammar/fields.ts'
import { usageOf } from '../grammar/help.ts'
import { type Description, isMarked, type Match, match } from '../grammar/match.ts'
import { aboutTalk } from './about.ts'
import { chosen, isCancel, isHelp, isKeep, isNo, isYes } from './choose.ts'
import {
  answerFilling,
  explainField,
  type FillStep,
  type FillTools,
  isPlainAnswer,
  isSkip,
  skipField,
} from './filling.ts'
import type { Asking, Confirming, Filling, State, Talk } from './state.ts'

/** A command as far as the dialogue knows it. */
export interface TalkCommand extends Description {
  readonly examples: readonly string[]
  /** It opens a dialogue of its own, so that it cannot run inside another. */
  readonly opensTalk?: boolean
}

export interface TalkTools<C extends TalkCommand> {
  readonly commands: readonly C[]
  /** Number of the event that is spoken of where this is said: a command without a number is about it. */
  readonly here?: string
  fill(kind: string): FillTools
}

/** What is to be done with a sentence, decided without doing anything. `talk` is what stays open. */
export type Turn<C extends TalkCommand> =
  | { readonly do: 'say'; readonly answer: Answer; readonly talk: Talk | null }
  /** `aside`: the talk was about something else, and waits. */
  | {
      readonly do: 'run'
      readonly command: C
      readonly given: Given
      readonly talk: Talk | null
      readonly aside: boolean
    }
  | { readonly do: 'open'; readonly talk: Filling; readonly remarks: readonly Remark[] }
  | { readonly do: 'publish'; readonly talk: Confirming }
  | { readonly do: 'revise'; readonly talk: Confirming; readonly text: string }

const mostChoices = 3
/** A text this long is an answer, whatever word it begins with. */
const longestCommand = 120

/** The next step of a conversation. Pure: (state, text) gives what to do. */
export function decideTurn<C extends TalkCommand>(tools: TalkTools<C>, state: State, text: string): Turn<C> {
  const { talk } = state
  if (talk !== null && isCancel(text.replace(/^\s*[!/]/, '')))
    return { do: 'say', answer: { type: 'cancelled', data: { about: about(tools, talk) } }, talk: null }
  if (talk === null || isMarked(text)) return command(tools, state, match(tools.commands, text))
  switch (talk.type) {
    case 'filling':
      return duringFilling(tools, state, talk, text)
    case 'confirming':
      return duringConfirming(tools, state, talk, text)
    case 'asking':
      return duringAsking(tools, state, talk, text)
    case 'offering': {
      const sentence = isYes(text)
        ? talk.sentences[0]
        : /^\d/.test(text.trim())
          ? chosen(text, talk.sentences)
          : undefined
      return decideTurn(tools, { ...state, talk: null }, sentence ?? text)
    }
  }
}

/** What the talk is about, for the sentences that remind of it. */
export function about<C extends TalkCommand>(tools: TalkTools<C>, talk: Talk): ReturnType<typeof aboutTalk> {
  return aboutTalk(talk, (kind) => tools.fill(kind).kind, tools.commands)
}

function duringFilling<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Filling,
  text: string,
): Turn<C> {
  const fill = tools.fill(talk.kind)
  if (isHelp(text)) return fromStep(explainField(fill, talk))
  if (isPlainAnswer(fill, talk, text)) return fromStep(answerFilling(fill, talk, text))
  if (isSkip(text)) return fromStep(skipField(fill, talk))
  if (isKeep(text)) return { do: 'open', talk: { ...talk, wrong: [] }, remarks: [] }
  const said = match(tools.commands, text)
  return isCommand(said, text) ? command(tools, state, said) : fromStep(answerFilling(fill, talk, text))
}

function duringConfirming<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Confirming,
  text: string,
): Turn<C> {
  const again = (seen?: string): Turn<C> => ({
    do: 'say',
    answer: { type: 'confirm-again', data: { number: talk.number, ...(seen === undefined ? {} : { seen }) } },
    talk,
  })
  if (isYes(text)) return { do: 'publish', talk }
  if (isNo(text)) return { do: 'say', answer: { type: 'kept', data: { number: talk.number } }, talk: null }
  if (isHelp(text)) return again()
  const said = match(tools.commands, text)
  const change = /^\s*(?:modifier|modifie|update|edit)\s+([\s\S]+)$/iu.exec(text)?.[1]
  if (said.type === 'ask' && change !== undefined) return { do: 'revise', talk, text: change }
  const lacks = said.type === 'ask' ? said.command.arguments[said.missing] : undefined
  if (said.type === 'ask' && lacks?.proposesRecent === true && lacks.said !== true) {
    const given: Given = { ...said.given, [said.missing]: talk.number }
    if (missingOf(said.command, given) === undefined)
      return { do: 'run', command: said.command, given, talk, aside: true }
  }
  if (isCommand(said, text)) return command(tools, state, said)
  return readFields(text, [], { prose: false }).unknown.length > 0 || /^\s*\p{L}[^\n:]*:/u.test(text)
    ? { do: 'revise', talk, text }
    : again(text)
}

function duringAsking<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Asking,
  text: string,
): Turn<C> {
  const wanted = tools.commands.find((one) => one.name === talk.command)
  const argument = wanted?.arguments[talk.missing]
  const closed: State = { ...state, talk: null }
  if (wanted === undefined || argument === undefined) return decideTurn(tools, closed, text)
  const said = match(tools.commands, text)
  const replaces = said.type === 'ask' && Object.keys(said.given).length === 0
  if (isHelp(text)) return question(wanted, talk.given, talk.missing, talk.choices, undefined)
  if (replaces && argument.label === 'numéro') return command(tools, closed, said)
  if (isCommand(said, text) && said.type === 'ready' && !isLoneNumber(text))
    return command(tools, state, said)
  const picked = isYes(text) ? talk.choices[0] : chosen(text, talk.choices)
  const value = picked ?? argument.alone(text)
  if (value === undefined) return question(wanted, talk.given, talk.missing, talk.choices, text)
  const given: Given = { ...talk.given, [talk.missing]: value }
  const next = missingOf(wanted, given)
  if (next === undefined) return { do: 'run', command: wanted, given, talk: null, aside: false }
  return question(wanted, given, next, choicesFor(tools, state, given), undefined)
}

/** `point Rappel publié` where an event is spoken of: its number is not asked for. */
function withNumberOfHere<C extends TalkCommand>({ here }: TalkTools<C>, said: Match<C>): Match<C> {
  if (said.type !== 'ask' || here === undefined || said.seen !== undefined) return said
  const { command, missing } = said
  const argument = command.arguments[missing]
  if (argument?.proposesRecent !== true || argument.said === true || Object.values(said.given).includes(here))
    return said
  const given: Given = { ...said.given, [missing]: here }
  const next = missingOf(command, given)
  return next === undefined ? { type: 'ready', command, given } : { ...said, given, missing: next }
}

/** What a sentence that is no answer leads to; an open talk stays open. */
function command<C extends TalkCommand>(tools: TalkTools<C>, state: State, read: Match<C>): Turn<C> {
  const { talk } = state
  const said = withNumberOfHere(tools, read)
  switch (said.type) {
    case 'ready':
      if (said.command.opensTalk === true && talk?.type === 'filling')
        return { do: 'say', answer: { type: 'busy', data: { about: about(tools, talk) } }, talk }
      return { do: 'run', command: said.command, given: said.given, talk, aside: talk !== null }
    case 'ask': {
      const waits = talk === null || talk.type === 'asking'
      if (waits)
        return question(
          said.command,
          said.given,
          said.missing,
          choicesFor(tools, state, said.given),
          said.seen,
        )
      return { do: 'say', answer: missing(said.command, said.missing, [], said.seen, false), talk }
    }
    case 'extra': {
      const { seen, understood } = said
      return {
        do: 'say',
        answer: { type: 'extra', data: { seen, understood, usage: usageOf(said.command) } },
        talk,
      }
    }
    case 'unknown': {
      const { seen, suggestions } = said
      const word = plainWord(seen)
      if (isYes(word) || isNo(word) || isSkip(word) || /^\d{1,2}$/.test(word))
        return { do: 'say', answer: { type: 'nothing-open', data: { seen } }, talk }
      const offer: Talk = { type: 'offering', sentences: [...suggestions] }
      return {
        do: 'say',
        answer: { type: 'unknown', data: { seen, suggestions } },
        talk: talk ?? (suggestions.length > 0 ? offer : null),
      }
    }
    case 'empty':
      return { do: 'say', answer: { type: 'empty', data: {} }, talk }
  }
}

/** The first required argument that is not there. */
function missingOf(command: Description, given: Given): string | undefined {
  return Object.entries(command.arguments).find(
    ([name, { required }]) => required && given[name] === undefined,
  )?.[0]
}

function fromStep<C extends TalkCommand>(step: FillStep): Turn<C> {
  return step.do === 'ask'
    ? { do: 'say', answer: { type: 'question', data: step.question }, talk: step.talk }
    : { do: 'open', talk: step.talk, remarks: step.remarks }
}

/** In a dialogue, a sentence is a command when nothing is missing in it; in quotes it never is. */
function isCommand<C extends TalkCommand>(said: Match<C>, text: string): boolean {
  const bare = said.type === 'ask' && Object.keys(said.given).length === 0 && said.seen === undefined
  return (said.type === 'ready' || bare) && text.trim().length <= longestCommand && !text.includes('\n')
}

function isLoneNumber(text: string): boolean {
  return /^\s*(?:n°\s*)?(?:[a-z]{1,3}\s?-?\s?)?\d{4}\.\d+\s*$/iu.test(text)
}

/** The event spoken of here, then those of this conversation, latest first, less those that the command has already. */
function choicesFor(
  { here }: Pick<TalkTools<TalkCommand>, 'here'>,
  state: State,
  given: Given,
): readonly string[] {
  const taken = Object.values(given)
  const numbers = [...(here === undefined ? [] : [here]), ...state.recent.map((one) => one.number)]
  return [...new Set(numbers)].filter((number) => !taken.includes(number)).slice(0, mostChoices)
}

function question<C extends TalkCommand>(
  wanted: C,
  given: Given,
  name: string,
  recent: readonly string[],
  seen: string | undefined,
): Turn<C> {
  const proposes = wanted.arguments[name]?.proposesRecent === true
  const choices = proposes ? recent : []
  const talk: Talk = {
    type: 'asking',
    command: wanted.name,
    given: { ...given },
    missing: name,
    choices: [...choices],
  }
  return { do: 'say', answer: missing(wanted, name, choices, seen, true), talk }
}

function missing<C extends TalkCommand>(
  wanted: C,
  name: string,
  choices: readonly string[],
  seen: string | undefined,
  waits: boolean,
): Answer {
  const argument = wanted.arguments[name]
  return {
    type: 'missing',
    data: {
      command: wanted.name,
      usage: usageOf(wanted),
      label: argument?.label ?? name,
      example: waits ? (argument?.example ?? '') : (wanted.examples[0] ?? wanted.name),
      choices,
      waits,
      ...(seen === undefined ? {} : { seen }),
    },
  }
}
