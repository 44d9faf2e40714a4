import { isRefusal, Refusal } from '#core/refusal.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { Command, CommandContext, Reply } from './command.ts'
import { publish } from './commands/publish.ts'
import { correctionOf } from './correct.ts'
import { openDraft, reviseDraft } from './open-draft.ts'
import type { Turn } from './talk/dialogue.ts'
import { type State, touch } from './talk/state.ts'
import { leavingFiles, withFiles } from './with-files.ts'

export interface CarriedOut {
  readonly answer: Answer
  readonly after: State
  /** Absent when it was refused. */
  readonly reply?: Reply
}

/** Does what was decided; a refusal is an answer like another, and leaves the talk as it was. */
export async function carryOut(
  context: CommandContext,
  turn: Turn<Command>,
  text: string,
): Promise<CarriedOut> {
  const { state } = context
  try {
    const reply =
      turn.do === 'run'
        ? await withFiles(context, turn.command, turn.given)
        : leavingFiles(context, await replyTo(context, turn))
    const talk = reply.talk === undefined ? (turn.do === 'publish' ? null : turn.talk) : reply.talk
    const settled = talk?.type === 'confirming' && talk.number === reply.settles
    const page = reply.page === undefined ? state.page : reply.page
    const after: State = { ...state, talk: settled ? null : talk, page }
    const { touched } = reply
    return {
      answer: reply.answer,
      after: touched === undefined ? after : touch(after, touched.number, touched.version),
      reply,
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const correction = correctionOf(error, text)
    const room = error.code === 'event-not-found' ? context.place.scope?.type : undefined
    const narrowed = context.place.within !== undefined && (room === 'structure' || room === 'event')
    const data = {
      refusal: error,
      ...(correction === undefined ? {} : { correction }),
      ...(narrowed ? { room } : {}),
    }
    const after: State = { ...state, talk: turn.talk }
    return {
      answer: { type: 'refused', data },
      // He has now been shown what the other changed: sent again, his update is about the present version.
      after: isRefusal(error, 'version-conflict')
        ? touch(after, error.facts.number, error.facts.actual)
        : after,
    }
  }
}

async function replyTo(context: CommandContext, turn: Exclude<Turn<Command>, { do: 'run' }>): Promise<Reply> {
  switch (turn.do) {
    case 'say':
      return { answer: turn.answer, talk: turn.talk }
    case 'open':
      return openDraft(context, turn.talk, turn.remarks)
    case 'publish':
      return publish.answer(context, { number: turn.talk.number })
    case 'revise':
      return reviseDraft(context, turn.talk, turn.text)
  }
}
