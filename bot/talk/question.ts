import type { Answer } from '#templates/chat/answer.ts'
import type { Given } from '../grammar/argument.ts'
import { usageOf } from '../grammar/help.ts'
import type { Description } from '../grammar/match.ts'
import type { State, Talk } from './state.ts'
import type { TalkCommand, TalkTools, Turn } from './turn.ts'

export const mostChoices = 3

/** Asks for an argument that a command lacks; what it was given already waits with it. */
export function question<C extends TalkCommand>(
  wanted: C,
  given: Given,
  name: string,
  recent: readonly string[],
  seen: string | undefined,
): Turn<C> & { do: 'say' } {
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

export function missing<C extends TalkCommand>(
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

/** The first required argument that is not there. */
export function missingOf(command: Description, given: Given): string | undefined {
  return Object.entries(command.arguments).find(
    ([name, { required }]) => required && given[name] === undefined,
  )?.[0]
}

/** The event spoken of here, then those of this conversation, latest first, less those that the command has already. */
export function choicesFor(
  { here }: Pick<TalkTools<TalkCommand>, 'here'>,
  state: State,
  given: Given,
  most = mostChoices,
): readonly string[] {
  const taken = Object.values(given)
  const numbers = [...(here === undefined ? [] : [here]), ...state.recent.map((one) => one.number)]
  return [...new Set(numbers)].filter((number) => !taken.includes(number)).slice(0, most)
}
