import { randomUUID } from 'node:crypto'
import type { Clock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import type { Interests } from '#core/diffusion/interests.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { isRefusal, Refusal } from '#core/refusal.ts'
import { isDatabaseDown } from '#core/store/database-down.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchEngine } from '#search/engine.ts'
import { type Answer, wordAnswer } from '#templates/chat/answer.ts'
import type { ChatAnswer, ChatMessage } from './chat.ts'
import type { Command, CommandContext, Reply } from './command.ts'
import { publish } from './commands/publish.ts'
import { commands } from './commands.ts'
import { correctionOf } from './correct.ts'
import { fillTools } from './fill-tools.ts'
import { storedMemory } from './memory.ts'
import { openDraft, reviseDraft } from './open-draft.ts'
import { about, decideTurn, type TalkTools, type Turn } from './talk/dialogue.ts'
import { emptyState, forgetOld, type State, touch } from './talk/state.ts'

export interface HearDeps {
  readonly store: Store
  readonly clock: Clock
  readonly interests: Interests
  readonly engine: SearchEngine
  /** Called once for each surprise, with the id that the person was given. */
  readonly log: (surprise: Surprise) => void
}

export interface Surprise {
  readonly id: string
  readonly error: unknown
  readonly provider: string
  readonly room: string
  readonly messageId: string
}

const longestText = 10_000

/**
 * What the bot answers to one message; never throws. Messages of one room must be handed over one after the other,
 * and a message that was already heard must not be handed over again: that is the adapter's part.
 */
export async function hear(deps: HearDeps, message: ChatMessage): Promise<ChatAnswer[]> {
  try {
    const answers = await answersTo(deps, message)
    return answers.map(wordAnswer)
  } catch (error) {
    if (isDatabaseDown(error)) {
      const refusal = new Refusal('unavailable', { what: 'la base de données' })
      return [wordAnswer({ type: 'refused', data: { refusal } })]
    }
    const id = randomUUID().slice(0, 8)
    const { provider, room, id: messageId } = message
    deps.log({ id, error, provider, room, messageId })
    return [wordAnswer({ type: 'surprise', data: { id } })]
  }
}

async function answersTo(deps: HearDeps, message: ChatMessage): Promise<Answer[]> {
  const { store, clock, engine } = deps
  const agent = await findAgent(store.read(), message.provider, message.from)
  if (agent === undefined) return [{ type: 'stranger', data: { address: message.from } }]
  const { length } = message.text
  if (length > longestText) return [{ type: 'too-long', data: { length, most: longestText } }]

  const ctx: Context = { store, clock, interests: deps.interests, actor: { type: 'agent', agent } }
  const now = clock.now().toString()
  const memory = storedMemory(store, clock)
  const key = `${message.provider}:${message.room}:${agent.id}`
  const before = (await memory.load(key)) ?? emptyState(now)
  const { state, forgotten } = forgetOld(before, now)
  const tools: TalkTools<Command> = { commands, fill: (kind) => fillTools(ctx, kind) }
  const turn = decideTurn(tools, state, message.text)
  const { answer, after } = await carryOut({ ctx, engine, state, commands }, turn, message.text)
  if (JSON.stringify(after) !== JSON.stringify(before)) await memory.save(key, { ...after, at: now })

  // What was an answer to a forgotten question makes no sense as a command.
  const senseless = answer.type === 'unknown' || answer.type === 'nothing-open'
  if (forgotten !== null && senseless) return said('forgotten', forgotten, tools)
  const aside = turn.do === 'run' ? turn.aside : turn.do === 'revise' && answer.type !== 'draft'
  const waits = aside && after.talk === turn.talk
  return [
    ...said('forgotten', forgotten, tools),
    answer,
    ...(waits ? said('still-open', after.talk, tools) : []),
  ]
}

function said(type: 'forgotten' | 'still-open', talk: State['talk'], tools: TalkTools<Command>): Answer[] {
  return talk === null || talk.type === 'offering' ? [] : [{ type, data: { about: about(tools, talk) } }]
}

/** Does what was decided; a refusal is an answer like another, and leaves the talk as it was. */
async function carryOut(
  context: CommandContext,
  turn: Turn<Command>,
  text: string,
): Promise<{ answer: Answer; after: State }> {
  const { state } = context
  try {
    const reply = await replyTo(context, turn)
    const talk = reply.talk === undefined ? (turn.do === 'publish' ? null : turn.talk) : reply.talk
    const settled = talk?.type === 'confirming' && talk.number === reply.settles
    const page = reply.page === undefined ? state.page : reply.page
    const after: State = { ...state, talk: settled ? null : talk, page }
    const { touched } = reply
    return {
      answer: reply.answer,
      after: touched === undefined ? after : touch(after, touched.number, touched.version),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const correction = correctionOf(error, text)
    const data = correction === undefined ? { refusal: error } : { refusal: error, correction }
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

async function replyTo(context: CommandContext, turn: Turn<Command>): Promise<Reply> {
  switch (turn.do) {
    case 'say':
      return { answer: turn.answer, talk: turn.talk }
    case 'run':
      return turn.command.answer(context, turn.given)
    case 'open':
      return openDraft(context, turn.talk, turn.remarks)
    case 'publish':
      return publish.answer(context, { number: turn.talk.number })
    case 'revise':
      return reviseDraft(context, turn.talk, turn.text)
  }
}
