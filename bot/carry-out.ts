import { isRefusal, Refusal } from '#core/refusal.ts'
import type { Answer } from '#templates/chat/answer.ts'
import { askFirst } from './ask-first.ts'
import type { Command, CommandContext, Reply } from './command.ts'
import { correctionOf } from './correct.ts'
import { sentenceOf } from './grammar/help.ts'
import { openDraft, reviseDraft } from './open-draft.ts'
import { recallMessage } from './recall-message.ts'
import { type State, type Talk, touch } from './talk/state.ts'
import type { Turn } from './talk/turn.ts'
import { toldBy } from './whom.ts'
import { leavingFiles } from './with-files.ts'

export interface CarriedOut {
  readonly answer: Answer
  readonly after: State
  /** Absent when it was refused. */
  readonly reply?: Reply
  /** The question that is not waited for any more although nobody answered it, or whose answer could not be done. */
  readonly lapsed?: Talk
}

/** Does what was decided; a refusal is an answer like another, and leaves the talk as it was. */
export async function carryOut(
  context: CommandContext,
  turn: Turn<Command>,
  text: string,
): Promise<CarriedOut> {
  const { state } = context
  const lapsed = turn.do === 'run' || turn.do === 'say' ? turn.lapsed : undefined
  try {
    const reply =
      turn.do === 'run' ? await runTurn(context, turn) : leavingFiles(context, await replyTo(context, turn))
    const talk = reply.talk === undefined ? turn.talk : reply.talk
    const page = reply.page === undefined ? state.page : reply.page
    const after: State = { ...state, talk, page }
    const { touched } = reply
    const left = lapsed ?? displaced(turn, talk)
    return {
      answer: reply.answer,
      after: touched === undefined ? after : touch(after, touched.number, touched.version),
      reply,
      ...(left === undefined || isAgain(left, turn) ? {} : { lapsed: left }),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(context, turn, text, error)
  }
}

async function runTurn(context: CommandContext, turn: Turn<Command> & { do: 'run' }): Promise<Reply> {
  const { command, given, talk, answers, unconfirmed } = turn
  const answered = answers?.type === 'confirming' ? answers : undefined
  const resumes = talk?.type === 'filling' ? talk : null
  const recalled = answered === undefined ? context : await recallMessage(context, answered)
  if (recalled === undefined)
    return { answer: { type: 'not-consigned', data: { why: 'unreadable' } }, talk: resumes }
  return askFirst(recalled, command, given, {
    resumes,
    ...(answered === undefined ? {} : { answered }),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
  })
}

async function replyTo(context: CommandContext, turn: Exclude<Turn<Command>, { do: 'run' }>): Promise<Reply> {
  switch (turn.do) {
    case 'say': {
      const { answer, talk, whom } = turn
      if (whom === undefined || answer.type !== 'confirm-again') return { answer, talk }
      const reach = await toldBy(context.ctx, whom)
      return { answer: { type: 'would-tell', data: { ...answer.data, reach } }, talk }
    }
    case 'open':
      return openDraft(context, turn.talk, turn.remarks)
    case 'revise':
      return reviseDraft(context, turn.talk, turn.text)
  }
}

/** Nothing was done: what the sentence would have taken the place of waits as before, and what was typed is given back. */
function refused(context: CommandContext, turn: Turn<Command>, text: string, error: Refusal): CarriedOut {
  const { state, place } = context
  const answers = turn.do === 'run' ? turn.answers : undefined
  const sent = turn.do === 'run' && answers !== undefined ? sentenceOf(turn.command, turn.given) : text
  const correction = correctionOf(error, sent)
  const room = error.code === 'event-not-found' ? place.scope?.type : undefined
  const narrowed = place.within !== undefined && (room === 'structure' || room === 'event')
  const data = {
    refusal: error,
    ...(correction === undefined ? {} : { correction }),
    ...(narrowed ? { room } : {}),
  }
  const waits = turn.do === 'run' || turn.do === 'say' ? turn.lapsed : undefined
  const after: State = { ...state, talk: waits ?? turn.talk }
  return {
    answer: { type: 'refused', data },
    // He has now been shown what the other changed: sent again, his update is about the present version.
    after: isRefusal(error, 'version-conflict')
      ? touch(after, error.facts.number, error.facts.actual)
      : after,
    ...(answers === undefined || correction !== undefined ? {} : { lapsed: answers }),
  }
}

/** What was open gives way to a question about an act; a record that is being filled in goes on after it. */
function displaced(turn: Turn<Command>, after: Talk | null): Talk | undefined {
  if (turn.do !== 'run' || after?.type !== 'confirming' || turn.talk === after) return undefined
  return turn.talk?.type === 'confirming' || turn.talk?.type === 'asking' ? turn.talk : undefined
}

/** The same act, asked about again or done, takes no other's place. */
function isAgain(before: Talk, turn: Turn<Command>): boolean {
  if (before.type !== 'confirming' || turn.do !== 'run') return false
  const { command, given } = turn
  return before.command === command.name && sentenceOf(command, before.given) === sentenceOf(command, given)
}
