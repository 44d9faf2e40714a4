import type { Context } from '#core/context.ts'
import { loadEvent } from '#core/events/load.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { Command } from './command.ts'
import { choicesFor, mostChoices } from './talk/question.ts'
import type { State } from './talk/state.ts'
import type { TalkTools, Turn } from './talk/turn.ts'

/** Events looked at before those that a command is for are found. */
const mostSeen = 12

/** Which event a command is for, asked among those that it can be for: `publier` proposes drafts. */
export async function proposeEvents(
  ctx: Context,
  tools: TalkTools<Command>,
  state: State,
  turn: Turn<Command>,
): Promise<Turn<Command>> {
  if (turn.do !== 'say' || turn.answer.type !== 'missing' || turn.talk?.type !== 'asking') return turn
  const { talk, answer } = turn
  const states = tools.commands.find(({ name }) => name === talk.command)?.states
  // Those that the sentence itself named are asked about as they are.
  const proposed = choicesFor(tools, state, talk.given)
  if (states === undefined || String(talk.choices) !== String(proposed)) return turn
  const choices: string[] = []
  for (const number of choicesFor(tools, state, talk.given, mostSeen)) {
    const event = choices.length < mostChoices ? await readable(ctx, number) : undefined
    if (event !== undefined && states.includes(event.state)) choices.push(number)
  }
  return { ...turn, answer: { ...answer, data: { ...answer.data, choices } }, talk: { ...talk, choices } }
}

/** What is proposed by number is recognised by its title. */
export async function withTitles(ctx: Context, answer: Answer): Promise<Answer> {
  if (answer.type === 'missing')
    return { ...answer, data: { ...answer.data, titles: await titlesOf(ctx, answer.data.choices) } }
  if ((answer.type === 'still-open' || answer.type === 'busy') && answer.data.about.type === 'asking') {
    const { about } = answer.data
    return { ...answer, data: { about: { ...about, titles: await titlesOf(ctx, about.choices) } } }
  }
  return answer
}

/** In the same order; empty for one that he may not read. */
async function titlesOf(ctx: Context, numbers: readonly string[]): Promise<string[]> {
  const titles: string[] = []
  for (const number of numbers) {
    const event = await readable(ctx, number)
    titles.push(event === undefined ? '' : kindOf(event.kind).title(event.fields))
  }
  return titles
}

async function readable(ctx: Context, number: string) {
  try {
    return await loadEvent(ctx.store.read(), ctx, number)
  } catch (error) {
    if (isRefusal(error, 'event-not-found')) return undefined
    throw error
  }
}
