import { todayOf } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { toldSince } from '#core/diffusion/told-since.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { type Answer, wordAnswer } from '#templates/chat/answer.ts'
import { carryOut } from './carry-out.ts'
import type { ChatAnswer, ChatMessage } from './chat.ts'
import type { Command, CommandContext, Reply } from './command.ts'
import { commands } from './commands.ts'
import { fillTools } from './fill-tools.ts'
import type { Given } from './grammar/argument.ts'
import { match } from './grammar/match.ts'
import type { HearDeps } from './hear.ts'
import { storedMemory } from './memory.ts'
import { conversationOf, type Place, placeOf, privately } from './place.ts'
import { proposeEvents, withTitles } from './propose-events.ts'
import { proposeSubscriptions } from './propose-subscriptions.ts'
import { saidOfTalk } from './said-of-talk.ts'
import { heldOf, lineOfHeld } from './still-held.ts'
import { isCancel } from './talk/choose.ts'
import { decideTurn } from './talk/dialogue.ts'
import { emptyState, forgetOld, type State, type Talk } from './talk/state.ts'
import type { TalkTools, Turn } from './talk/turn.ts'
import { turnId, wasAsked } from './talk/turn-id.ts'
import { isAcknowledgement } from './talk/yes-no.ts'

/** Where the conversation stands, and what is answered. */
interface Step {
  readonly after: State
  readonly answers: readonly ChatAnswer[]
}

/** What somebody does by no sentence: an answer to a card, a sign. */
export interface Deed {
  readonly command: Command
  readonly given: Given
}

/** One step of an agent's conversation: what is open, what he said or did, what is done, what is answered and remembered. */
export async function converse(
  deps: HearDeps,
  agent: Agent,
  message: ChatMessage,
  deed?: Deed,
): Promise<ChatAnswer[]> {
  const { store, clock } = deps
  const now = clock.now().toString()
  const memory = storedMemory(store, clock)
  const keyOf = (place: Place): string => conversationOf(place, message, agent)
  const said = await placeOf(store.read(), message)
  const here = await memory.load(keyOf(said))
  const leaves = deed === undefined && leavesRoom(said, here?.talk ?? null, message.text)
  const place = leaves ? privately(said) : said

  const before = (place === said ? here : await memory.load(keyOf(place))) ?? emptyState(now)
  const { state, forgotten } = forgetOld(before, now)
  const step = await stepOf(deps, agent, message, { place, key: keyOf(place) }, state, forgotten, deed)
  if (JSON.stringify(step.after) !== JSON.stringify(before))
    await memory.save(keyOf(place), { ...step.after, at: now })
  return place.where === 'private'
    ? step.answers.map((answer) => ({ where: 'private', ...answer }))
    : [...step.answers]
}

/** A new record is none of the business of an event's room: it is filled in with its author alone. */
function leavesRoom({ scope }: Place, open: Talk | null, text: string): boolean {
  if (scope?.type !== 'event' || open !== null) return false
  const said = match(commands, text)
  return (said.type === 'ready' || said.type === 'ask') && said.command.opensTalk === true
}

async function stepOf(
  deps: HearDeps,
  agent: Agent,
  message: ChatMessage,
  { place, key }: { readonly place: Place; readonly key: string },
  state: State,
  forgotten: Talk | null,
  deed: Deed | undefined,
): Promise<Step> {
  const { within, event } = place
  const text = deed === undefined ? heardText(state, agent, message, event) : message.text
  if (text === undefined) return { after: state, answers: [tooLate(agent, message)] }

  const { store, clock, interests, engine, fetchMessage, undoSeconds = 0, off = [] } = deps
  const actor = { type: 'agent', agent, ...(within === undefined ? {} : { within }) } as const
  const ctx: Context = { store, clock, interests, actor, undoSeconds, conversation: key }
  const before = await heldOf(ctx)
  const tools: TalkTools<Command> = {
    commands,
    ...(before.here === undefined
      ? {}
      : { held: { numbers: before.numbers, withdrawal: before.here.type === 'withdrawn' } }),
    fill: (kind) => fillTools(ctx, kind),
    ...(event === undefined ? {} : { here: event }),
    year: Temporal.PlainDate.from(todayOf(clock)).year,
  }
  const context: CommandContext = {
    ctx,
    engine,
    state,
    commands,
    message,
    place,
    off,
    ...(fetchMessage === undefined ? {} : { fetchMessage }),
  }
  const turn: Turn<Command> =
    deed === undefined
      ? await turnOf(ctx, tools, await asRead(ctx, agent, message, state), text)
      : { do: 'run', ...deed, talk: state.talk, aside: false }
  const { answer, after, reply, lapsed } = await carryOut(context, turn, text)

  // What was an answer to a forgotten question makes no sense as a command.
  const senseless = answer.type === 'unknown' || answer.type === 'nothing-open'
  const lost = await saidOfTalk(ctx, 'forgotten', forgotten, tools)
  if (lost.length > 0 && senseless) return { after, answers: lost.map(wordAnswer) }
  const kept = isAside(turn, answer) ? turn.talk : turn.do === 'run' ? turn.lapsed : undefined
  const waits = after.talk !== null && after.talk === kept
  const asked = questionOf(state, after, agent, message)
  const worded = wordAnswer(await withTitles(ctx, answer))
  const line = await lineOfHeld(
    ctx,
    { before, said: text, answer, reply, recent: after.recent, named: reply?.back !== undefined },
    { wordless: deed !== undefined, open: state.talk !== null },
  )
  const main: ChatAnswer = {
    ...worded,
    ...(line === undefined ? {} : { text: `${worded.text}\n\n${wordAnswer(line).text}` }),
    ...(reply?.touched === undefined ? {} : { about: reply.touched.number }),
    ...(answer.type === 'card' ? { card: true } : {}),
    ...(leftUndone.has(answer.type) ? { undone: true } : {}),
    ...(reply?.anywhere === true ? { where: 'here' } : {}),
    ...(reply?.sign === true ? signOf(reply, message) : {}),
    ...(deed !== undefined && answer.type === 'refused' ? { where: 'private' } : {}),
    ...(asked === undefined || waits ? {} : { turn: asked }),
  }
  const reminded = waits ? await saidOfTalk(ctx, 'still-open', after.talk, tools) : []
  const reminder = (await Promise.all(reminded.map((one) => withTitles(ctx, one)))).map(wordAnswer)
  const { turn: _, aside: __, tookBack: ___, ...rest } = after
  const tookBack = answer.type === 'undone' && answer.data.type === 'undone'
  const settled = {
    ...(changesSomething(turn) ? withoutBack(rest) : rest),
    ...(tookBack ? { tookBack: true as const } : {}),
    ...(reply?.back === undefined ? {} : { back: [...reply.back] }),
  }
  // Whoever was not understood once must say yes in so many words.
  const doubtful = waits || answer.type === 'confirm-again'
  const open = { ...settled, ...(doubtful ? { aside: true as const } : {}) }
  return {
    after: asked === undefined ? settled : { ...open, turn: asked },
    answers: [
      ...lost.map(wordAnswer),
      main,
      ...(await saidOfTalk(ctx, 'lapsed', lapsed, tools)).map(wordAnswer),
      ...reminder.map((one) => (asked === undefined ? one : { ...one, turn: asked })),
    ],
  }
}

/** What was done before is not the last thing any more. */
function changesSomething(turn: Turn<Command>): boolean {
  return turn.do === 'run' ? turn.command.effect !== 'reads' : turn.do !== 'say'
}

function withoutBack({ back: _, ...state }: State): State {
  return state
}

async function turnOf(
  ctx: Context,
  tools: TalkTools<Command>,
  state: State,
  text: string,
): Promise<Turn<Command>> {
  const turn = await proposeEvents(ctx, tools, state, decideTurn(tools, state, text))
  return proposeSubscriptions(ctx, turn)
}

/** A notice that came since the question may be what « ok » is said of. */
async function asRead(
  ctx: Context,
  agent: Agent,
  { provider, text }: ChatMessage,
  state: State,
): Promise<State> {
  if (state.talk === null || !isAcknowledgement(text)) return state
  const since = { agent, channel: provider, since: Temporal.Instant.from(state.at) }
  return (await toldSince(ctx.store.read(), since)) ? { ...state, aside: true } : state
}

/** A sign is enough where the chat has one, unless others are told: then it is said whom. */
function signOf({ tells }: Reply, { provider }: ChatMessage): Pick<ChatAnswer, 'sign'> & { text?: '' } {
  if (provider !== 'matrix') return {}
  return tells === undefined || tells.told.total === 0 ? { sign: 'done', text: '' } : { sign: 'done' }
}

/** Answers that say that nothing was done, and what to write instead. */
const leftUndone: ReadonlySet<Answer['type']> = new Set([
  'unknown',
  'extra',
  'missing',
  'of-value',
  'nothing-to-take-back',
  'empty',
  'nothing-open',
  'confirm',
  'refused',
  'unread-fields',
  'unread-pace',
  'unheard',
  'place-or-word',
  'nothing-to-set',
  'not-a-room',
])

/** The text as it is to be taken: undefined for a reaction to what does not wait for it. */
function heardText(
  { turn }: State,
  agent: Agent,
  { turn: reacted, text, files = [] }: ChatMessage,
  event: string | undefined,
): string | undefined {
  // Files without a word, where an event is spoken of, are for it.
  if (files.length > 0 && text.trim() === '' && event !== undefined) return '!documents'
  if (reacted === undefined || reacted === turn) return text
  return wasAsked(reacted, agent.id) ? wholeCommand(text) : undefined
}

/** What makes sense by itself, marked so that it answers no other question. */
function wholeCommand(text: string): string | undefined {
  return !isCancel(text) && match(commands, text).type === 'ready' ? `!${text}` : undefined
}

function tooLate(agent: Agent, { turn = '', text }: ChatMessage): ChatAnswer {
  const own = wasAsked(turn, agent.id)
  const command = wholeCommand(text) === undefined ? {} : { command: text }
  const answer = wordAnswer({ type: 'stale-choice', data: { own, ...command } })
  return own ? answer : { ...answer, where: 'private' }
}

/** Whether the open question waits while something else is answered. */
function isAside(turn: Turn<Command>, answer: Answer): boolean {
  return turn.do === 'run' ? turn.aside : turn.do === 'revise' && answer.type !== 'draft'
}

/** The turn of the question that is open; put again with the same choices it is the same one. */
function questionOf(before: State, after: State, agent: Agent, message: ChatMessage): string | undefined {
  if (after.talk === null) return undefined
  const same = JSON.stringify(after.talk) === JSON.stringify(before.talk)
  return (same ? before.turn : undefined) ?? turnId(agent.id, message.id)
}
