import type { TalkAbout } from '#templates/chat/dialogue.ts'
import { fieldNamed } from '../grammar/fields.ts'
import { sentenceOf } from '../grammar/help.ts'
import type { Description } from '../grammar/match.ts'
import type { Asking, Confirming, Filling, Talk } from './state.ts'
import type { TalkCommand, TalkTools } from './turn.ts'

type Tools = TalkTools<TalkCommand>
type About<T extends TalkAbout['type']> = Extract<TalkAbout, { type: T }>

/** An unfinished conversation as a sentence names it, with what was typed. */
export function about(tools: Tools, talk: Confirming): About<'confirming'>
export function about(tools: Tools, talk: Asking): About<'asking'>
export function about(tools: Tools, talk: Talk): TalkAbout
export function about(tools: Tools, talk: Talk): TalkAbout {
  switch (talk.type) {
    case 'filling':
      return aboutFilling(tools, talk)
    case 'confirming': {
      const { number, draft, command, given } = talk
      return { type: 'confirming', number, draft, command, sentence: said(tools.commands, command, given) }
    }
    case 'asking': {
      const command = tools.commands.find(({ name }) => name === talk.command)
      const typed = Object.keys(talk.given).length > 0
      return {
        type: 'asking',
        command: talk.command,
        label: command?.arguments[talk.missing]?.label ?? talk.missing,
        choices: talk.choices,
        ...(typed ? { sentence: said(tools.commands, talk.command, talk.given) } : {}),
      }
    }
    case 'offering':
      return { type: 'offering' }
  }
}

function aboutFilling({ fill }: Tools, talk: Filling): TalkAbout {
  const { kind, show } = fill(talk.kind)
  return {
    type: 'filling',
    kind: kind.label,
    label:
      talk.twin === undefined
        ? (fieldNamed(talk.asking, kind.fields)?.label ?? talk.asking)
        : 'votre oui ou non',
    received: [
      ...show(talk.fields),
      ...talk.wrong.map(({ field, written }) => ({
        label: fieldNamed(field, kind.fields)?.label ?? field,
        value: written,
      })),
    ],
  }
}

function said(commands: readonly Description[], name: string, given: Confirming['given']): string {
  const command = commands.find((one) => one.name === name)
  return command === undefined ? name : sentenceOf(command, given)
}
