import type { Given } from '../grammar/argument.ts'
import { readFields } from '../grammar/fields.ts'
import { type Match, match } from '../grammar/match.ts'
import { about } from './about.ts'
import { isHelp } from './choose.ts'
import { missingOf } from './question.ts'
import { fromSentence, run } from './sentence.ts'
import type { Confirming, State } from './state.ts'
import type { TalkCommand, TalkTools, Turn } from './turn.ts'
import { isAcknowledgement, piecesOf, readYesNo, refuses } from './yes-no.ts'

/** While an act waits for yes or no: only a yes that is understood to its last word does it. */
export function duringConfirming<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Confirming,
  text: string,
): Turn<C> {
  const wanted = tools.commands.find(({ name }) => name === talk.command)
  const answer = readYesNo(text, wanted === undefined ? [] : wordsOf(wanted))
  const again = (seen?: string): Turn<C> & { do: 'say' } => ({
    do: 'say',
    answer: {
      type: 'confirm-again',
      data: { about: about(tools, talk), ...(seen === undefined ? {} : { seen }) },
    },
    talk,
  })
  const kept: Turn<C> = {
    do: 'say',
    answer: { type: 'kept', data: { about: about(tools, talk) } },
    talk: talk.resumes,
  }
  const said = match(tools.commands, text)
  // « parfait » is said of what was shown last.
  if (state.aside === true && isAcknowledgement(text)) return again()
  const doIt = { do: 'run', given: talk.given, talk: talk.resumes, aside: false, answers: talk } as const
  if (wanted !== undefined && answer.type === 'yes') return { ...doIt, command: wanted }
  if (wanted !== undefined && isItself(talk, said)) return { ...doIt, command: wanted, unconfirmed: true }
  // « c’est une erreur » at « retirer ? » says its reason again.
  if (said.type === 'ask' && said.command === wanted && hasText(wanted) && refuses(text))
    return again(text.trim())
  if ((answer.type === 'no' && answer.exact) || refusesIt(talk, said, text)) return kept
  if (isHelp(text)) return again()
  const reach = tools.commands.find(({ name }) => name === 'portée')
  if (asksWhom(text))
    return reach !== undefined && isForAll(talk)
      ? run(state, reach, { number: talk.number })
      : { ...again(), do: 'say', whom: talk }
  const change = changeOf(talk, said, text)
  if (change !== undefined) return { do: 'revise', talk, text: change }
  // No text is waited for: a sentence with all that it wants is one, however long.
  if (said.type === 'ready') return fromSentence(tools, state, said)
  // A sentence that lacks only its number is one, whatever its text says.
  if (said.type === 'ask' && said.seen === undefined) {
    const whole = ofTheSameEvent(talk, said)
    return whole === undefined ? fromSentence(tools, state, said) : run(state, whole.command, whole.given)
  }
  if (talk.draft && isRevision(text)) return { do: 'revise', talk, text }
  return again(answer.type === 'other' ? answer.seen : text.trim())
}

/** « qui ? », « lesquels ? », « qui sont les 4 autres »: all of those who would be told. */
function asksWhom(text: string): boolean {
  const words = piecesOf(text).map(({ word }) => word)
  return (
    words.length <= 10 && words.some((word) => whom.has(word)) && words.every((word) => aboutWhom.test(word))
  )
}

const whom = new Set(['qui', 'lesquels', 'lesquelles', 'autres', 'destinataires', 'who', 'whom'])
const aboutWhom =
  /^(?:\?|c'est|quels?|quelles?|qui|lesquels|lesquelles|autres?|destinataires?|personnes?|agents?|who|whom|others?|are|the|\d+|sont|sera|serait|seront|seraient|est-ce|que?|les?|la|ces?|des?|d'autres?|a|et|pour|mais|eux|donc|exactement|montre|montre-moi|montrer|voir|liste|lister|tous|toutes|avertis?|prevenus?|informes?|concernes?|recoit|recevra|recevrait|recevront|recevraient|l'avis|ca|cela)$/

/** What is withdrawn or linked is told to others than what `portée` shows. */
function isForAll({ command }: Confirming): boolean {
  return command !== 'retirer' && command !== 'lier'
}

/** « non ne publie pas A-2026.1 »; what is a whole sentence about another event stands for itself. */
function refusesIt({ number }: Confirming, said: Match<TalkCommand>, text: string): boolean {
  return said.type !== 'ready' && refuses(text, [number])
}

/** Its own words say yes, as `publier` at « publier ? », unless any text may follow them. */
function wordsOf(command: TalkCommand): readonly string[] {
  return hasText(command) ? [] : command.words
}

function hasText({ arguments: all }: TalkCommand): boolean {
  return Object.values(all).some(({ free }) => free === true)
}

/** The whole sentence again, when only its yes is waited for: that of a draft names it. */
function isItself({ draft, command, given }: Confirming, said: Match<TalkCommand>): boolean {
  return draft && said.type === 'ready' && said.command.name === command && said.given.number === given.number
}

/** `modifier champ:valeur` changes the draft that waits, with its number or without. */
function changeOf({ draft, number }: Confirming, said: Match<TalkCommand>, text: string): string | undefined {
  if (!draft || (said.type !== 'ready' && said.type !== 'ask') || said.command.name !== 'modifier')
    return undefined
  if (said.type === 'ready') return said.given.number === number ? said.given.changes : undefined
  if (said.given.number !== undefined) return undefined
  return said.given.changes ?? /^\s*\p{L}+\s+([\s\S]+)$/u.exec(text)?.[1]
}

/** `champ:valeur` alone changes the draft that waits; « non : … » does not. */
function isRevision(text: string): boolean {
  const [line = ''] = text.trimStart().split('\n', 1)
  const first = line.slice(0, Math.max(0, line.indexOf(':')))
  if (first !== '' && readYesNo(first).type !== 'other') return false
  return /^\p{L}/u.test(first) || readFields(text, [], { prose: false }).unknown.length > 0
}

/** `portée` is about the event that is asked about; what would tell people of it names it. */
function ofTheSameEvent<C extends TalkCommand>(
  talk: Confirming,
  { command, given, missing }: Match<C> & { type: 'ask' },
): { command: C; given: Given } | undefined {
  const argument = command.arguments[missing]
  if (argument?.proposesRecent !== true || argument.said === true) return undefined
  if (command.effect === 'tells' && !talk.draft) return undefined
  const whole: Given = { ...given, [missing]: talk.number }
  return missingOf(command, whole) === undefined ? { command, given: whole } : undefined
}
