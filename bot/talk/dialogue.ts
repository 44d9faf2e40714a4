import { readFields } from '../grammar/fields.ts'
import { isMarked, type Match, match } from '../grammar/match.ts'
import { read } from '../grammar/read.ts'
import { about } from './about.ts'
import { duringAsking } from './asking.ts'
import { isCancel, isGivingUp, isHelp, isKeep, ranked } from './choose.ts'
import { duringConfirming } from './confirming.ts'
import {
  answerFilling,
  explainField,
  type FillStep,
  type FillTools,
  isPlainAnswer,
  isSkip,
  keepFilling,
  resumeFilling,
  skipField,
  waitFilling,
} from './filling.ts'
import { isInterlude } from './interlude.ts'
import { puttingBack } from './putting-back.ts'
import { isAll } from './regrets.ts'
import { fromSentence, isCommand, isOfAnother, setsFields } from './sentence.ts'
import type { Filling, State, Talk } from './state.ts'
import { takingBack } from './taking-back.ts'
import type { TalkCommand, TalkTools, Turn } from './turn.ts'
import { isAcknowledgement, isYesOrNo, readYesNo, refuses } from './yes-no.ts'

/** The next step of a conversation. Pure: (state, text) gives what to do. */
export function decideTurn<C extends TalkCommand>(tools: TalkTools<C>, state: State, said: string): Turn<C> {
  const { talk } = state
  const bare = said.replace(/^\s*[!/]/, '')
  // In a room everything is marked, answers too.
  const text = isYesOrNo(bare) ? bare : said
  const back = puttingBack(tools, state, bare) ?? takingBack(tools, state, bare)
  if (back !== undefined) return back
  if (talk !== null && (isCancel(bare) || isAll(bare) || cancelsIt(tools, talk, bare)))
    return {
      do: 'say',
      answer: { type: 'cancelled', data: { about: about(tools, talk) } },
      talk: talk.type === 'confirming' ? talk.resumes : null,
    }
  if (talk === null || isMarked(text)) return fromSentence(tools, state, match(tools.commands, text))
  switch (talk.type) {
    case 'filling':
      return duringFilling(tools, state, talk, text)
    case 'confirming':
      return duringConfirming(tools, state, talk, text)
    case 'asking':
      return (
        duringAsking(tools, state, talk, text) ??
        fromSentence(tools, { ...state, talk: null }, match(tools.commands, text))
      )
    case 'offering':
      return duringOffering(tools, state, talk, text)
  }
}

/** « annuler A-2026.1 », at a question about it; one that lacks an argument is about nothing yet. */
function cancelsIt({ commands, held }: TalkTools<TalkCommand>, talk: Talk, text: string): boolean {
  if (talk.type !== 'confirming' && talk.type !== 'asking') return false
  const said = match(commands, text)
  if (said.type !== 'ready' || !said.command.words.some(isCancel)) return false
  const { number } = said.given
  if (number === undefined) return false
  return talk.type === 'asking' ? held?.numbers.includes(number) !== true : talk.number === number
}

function duringFilling<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Filling,
  text: string,
): Turn<C> {
  const fill = tools.fill(talk.kind)
  if (talk.twin !== undefined) return duringTwin(tools, state, talk, text)
  if (talk.leaving === true) return duringLeaving(tools, state, talk, text)
  if (isGivingUp(text)) return leave(tools, talk)
  if (isHelp(text)) return fromStep(explainField(fill, talk))
  if (isPlainAnswer(fill, talk, text)) return fromStep(answerFilling(fill, talk, text))
  if (isSkip(text)) return fromStep(skipField(fill, talk))
  if (isKeep(text)) return keepFilling(fill, talk)
  const said = match(tools.commands, text)
  // However long: its fields are not those of the record that is open.
  if (said.type === 'ready' && opensAnother(fill, said))
    return { do: 'run', command: said.command, given: said.given, talk: null, aside: false, lapsed: talk }
  // A record that is named is the one that he changes, on several lines as well; else it is the one that is open.
  if (said.type === 'ready' && said.command.name === 'modifier' && holdsPairs(said))
    return fromSentence(tools, state, said)
  if (said.type === 'ask' && setsFields(said, text))
    return fromStep(answerFilling(fill, talk, said.given.changes ?? text.trim().replace(/^\S+/, '')))
  if (isCommand(said, text) || isOfAnother(said, text)) return fromSentence(tools, state, said)
  return fromStep(isInterlude(text) ? waitFilling(fill, talk, text.trim()) : answerFilling(fill, talk, text))
}

/** What it holds is not dropped for a word that was said in passing. */
function leave<C extends TalkCommand>(tools: TalkTools<C>, talk: Filling): Turn<C> {
  const entry = about(tools, talk)
  return Object.keys(talk.fields).length + talk.wrong.length === 0
    ? { do: 'say', answer: { type: 'cancelled', data: { about: entry } }, talk: null }
    : { do: 'say', answer: { type: 'leave-entry', data: { about: entry } }, talk: { ...talk, leaving: true } }
}

function duringLeaving<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  { leaving: _, ...talk }: Filling,
  text: string,
): Turn<C> {
  const answer = readYesNo(text)
  if (isGivingUp(text) || (answer.type === 'yes' && !isAcknowledgement(text)))
    return { do: 'say', answer: { type: 'cancelled', data: { about: about(tools, talk) } }, talk: null }
  if (answer.type === 'yes') return leave(tools, talk)
  const goesOn = (answer.type === 'no' && answer.exact) || /^(?:je )?continue[rz]? ?[.!]?$/i.test(text.trim())
  return goesOn
    ? fromStep(resumeFilling(tools.fill(talk.kind), talk))
    : duringFilling(tools, state, talk, text)
}

/** The same record was opened a moment ago: yes opens another; what else is said may change what is opened. */
function duringTwin<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Filling,
  text: string,
): Turn<C> {
  const answer = readYesNo(text)
  if (answer.type === 'yes') return { do: 'open', talk, remarks: [] }
  if ((answer.type === 'no' && answer.exact) || refuses(text))
    return { do: 'say', answer: { type: 'cancelled', data: { about: about(tools, talk) } }, talk: null }
  const said = match(tools.commands, text)
  if (isCommand(said, text)) return fromSentence(tools, state, said)
  const { twin: _, ...open } = talk
  return fromStep(answerFilling(tools.fill(talk.kind), open, text))
}

function holdsPairs({ given }: Match<TalkCommand> & { type: 'ready' }): boolean {
  return read(given.changes ?? '').some(({ type }) => type === 'pair')
}

/** Whether it begins a record, and gives fields for it: « nouveau malade à Nîmes » may be an answer. */
function opensAnother(
  { kind }: FillTools,
  { command, given }: Match<TalkCommand> & { type: 'ready' },
): boolean {
  const rest = Object.values(given).join(' ')
  return command.opensTalk === true && readFields(rest, kind.fields, { prose: false }).given.length > 0
}

/** A sentence that was proposed is said by yes to the only one, or by its number; what else is said stands for itself. */
function duringOffering<C extends TalkCommand>(
  tools: TalkTools<C>,
  state: State,
  talk: Extract<Talk, { type: 'offering' }>,
  text: string,
): Turn<C> {
  const closed: State = { ...state, talk: null }
  const { sentences } = talk
  const answer = readYesNo(text)
  const only = sentences.length === 1 ? sentences[0] : undefined
  const sentence = answer.type === 'yes' ? !isAcknowledgement(text) && only : ranked(text, sentences)
  if (sentence) return fromSentence(tools, closed, match(tools.commands, sentence))
  const said = match(tools.commands, text)
  if (said.type !== 'unknown') return fromSentence(tools, closed, said)
  if ((answer.type === 'no' && answer.exact) || refuses(text))
    return { do: 'say', answer: { type: 'cancelled', data: { about: { type: 'offering' } } }, talk: null }
  if (said.suggestions.length + said.retype.length > 0) return fromSentence(tools, closed, said)
  return {
    do: 'say',
    answer: { type: 'unknown', data: { seen: said.seen, suggestions: sentences, retype: [] } },
    talk,
  }
}

function fromStep<C extends TalkCommand>(step: FillStep): Turn<C> {
  return step.do === 'ask'
    ? { do: 'say', answer: { type: 'question', data: step.question }, talk: step.talk }
    : { do: 'open', talk: step.talk, remarks: step.remarks }
}
