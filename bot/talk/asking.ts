import type { Given } from '../grammar/argument.ts'
import { isLoneNumber } from '../grammar/event-number.ts'
import { match } from '../grammar/match.ts'
import { read } from '../grammar/read.ts'
import { about } from './about.ts'
import { isHelp, ranked } from './choose.ts'
import { isInterlude } from './interlude.ts'
import { isNoneOf, isNotThis } from './not-this.ts'
import { choicesFor, missingOf, question } from './question.ts'
import { fromSentence, isCommand, isOfAnother, isWhole, namesEvent, setsFields } from './sentence.ts'
import { shortNumber } from './short-number.ts'
import type { Asking, State } from './state.ts'
import type { TalkCommand, TalkTools, Turn } from './turn.ts'
import { isAcknowledgement, readYesNo, refuses } from './yes-no.ts'

/** While a command lacks an argument: an answer counts when it fits, whole; a new sentence takes the question's place. */
export function duringAsking<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Asking,
  text: string,
): Turn<C> | undefined {
  const wanted = tools.commands.find((one) => one.name === talk.command)
  const argument = wanted?.arguments[talk.missing]
  if (wanted === undefined || argument === undefined) return undefined
  const again = (seen?: string): Turn<C> => question(wanted, talk.given, talk.missing, talk.choices, seen)
  const free = argument.free === true
  const said = match(tools.commands, text)
  const answer = readYesNo(text)
  if (isHelp(text)) return again()
  if (answer.type === 'no' && answer.exact)
    return { do: 'say', answer: { type: 'cancelled', data: { about: about(tools, talk) } }, talk: null }
  // « c’est pas celle-là » is no number, and no text to send.
  if (isNotThis(text) || (!free && (isNoneOf(text) || refuses(text))))
    return { do: 'say', answer: { type: 'cancelled', data: { about: about(tools, talk) } }, talk: null }
  const short = shortNumber(tools, withChoices(state, talk), argument, text)
  if (short !== undefined && !short.certain && wanted.effect !== 'reads')
    return question(wanted, talk.given, talk.missing, short.choices, undefined)
  // A number that nobody said is only guessed at.
  const ofElse = isAcknowledgement(text) && (state.aside === true || talk.choices.length === 1)
  if (answer.type === 'yes' && (talk.choices.length !== 1 || ofElse)) return again(ofElse ? undefined : text)
  if (
    answer.type !== 'yes' &&
    said.type === 'ready' &&
    // Only a text may begin like a command and go on for long.
    (!free || isWhole(said) || isCommand(said, text)) &&
    // Where it may be the answer.
    !((free || argument.proposesRecent === true) && isLoneNumber({ tokens: read(text) }))
  )
    return fromSentence(tools, state, said)
  // Asked for a text, a sentence that begins like a command may be that text, unless it names an event; asked for a
  // number, it is none.
  if (said.type === 'ask' && (!free || namesEvent(said) || setsFields(said, text)))
    return fromSentence(tools, state, said)
  if ((said.type === 'extra' && !free) || (free && isOfAnother(said, text)))
    return fromSentence(tools, state, said)
  // « deux secondes » is nothing to tell to others.
  if (free && isInterlude(text)) return again(text.trim())
  const value =
    short?.number ??
    (answer.type === 'yes' ? talk.choices[0] : (ranked(text, talk.choices) ?? argument.alone(text)))
  if (value === undefined) return withMore(tools, talk, wanted, text) ?? again(text)
  const given: Given = { ...talk.given, [talk.missing]: value }
  const next = missingOf(wanted, given)
  if (next === undefined)
    return { do: 'run', command: wanted, given, talk: null, aside: false, answers: talk }
  return question(wanted, given, next, choicesFor(tools, state, given), undefined)
}

/** What is proposed was spoken of as well. */
function withChoices({ recent }: State, { choices }: Asking): Pick<State, 'recent'> {
  return { recent: [...recent, ...choices.map((number) => ({ number, version: null }))] }
}

/** The answer and what the command would have asked for next, in one: « A-2026.1 ajoute le lot 12 ». */
function withMore<C extends TalkCommand>(
  { commands }: TalkTools<C>,
  talk: Asking,
  wanted: C,
  text: string,
): Turn<C> | undefined {
  // « non A-2026.1 » and « n A-2026.1 » may be a no.
  if (readYesNo(text.slice(0, 40)).type === 'no' && !/^\p{L}-?\d/u.test(text.trim())) return undefined
  const whole = match(commands, `${wanted.name} ${text}`)
  if (whole.type !== 'ready' || whole.command !== wanted) return undefined
  const twice = Object.keys(talk.given).some((name) => whole.given[name] !== undefined)
  const more = Object.keys(whole.given).filter((name) => name !== talk.missing)
  const isText = more.length > 0 && more.every((name) => wanted.arguments[name]?.free === true)
  if (twice || !isText || whole.given[talk.missing] === undefined) return undefined
  const given = { ...talk.given, ...whole.given }
  return { do: 'run', command: wanted, given, talk: null, aside: false, answers: talk }
}
