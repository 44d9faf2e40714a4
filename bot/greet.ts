import { findAgent } from '#core/directory/find-agent.ts'
import { wordAnswer } from '#templates/chat/answer.ts'
import type { ChatAnswer, ChatMessage } from './chat.ts'
import { commands } from './commands.ts'
import { fillTools } from './fill-tools.ts'
import type { HearDeps } from './hear.ts'
import { storedMemory } from './memory.ts'
import { conversationOf, placeOf } from './place.ts'
import { about } from './talk/about.ts'
import { forgetOld } from './talk/state.ts'

/**
 * What is said to who opens a terminal again: the question that still stands, which he may not have before his eyes. As
 * after any other thing that was said since, only « oui » is a yes to it.
 */
export async function greet(
  deps: HearDeps,
  who: Pick<ChatMessage, 'provider' | 'from' | 'room' | 'seat'>,
): Promise<ChatAnswer[]> {
  const { store, clock, interests } = deps
  const agent = await findAgent(store.read(), who.provider, who.from)
  if (agent === undefined) return []
  const place = await placeOf(store.read(), { ...who, text: '', id: '' })
  const key = conversationOf(place, who, agent)
  const memory = storedMemory(store, clock)
  const before = await memory.load(key)
  if (before === undefined) return []
  const { talk } = forgetOld(before, clock.now().toString()).state
  if (talk === null || talk.type === 'offering') return []
  await memory.save(key, { ...before, aside: true })
  const ctx = { store, clock, interests, actor: { type: 'agent', agent } } as const
  const tools = { commands, fill: (kind: string) => fillTools(ctx, kind) }
  const { turn } = before
  const answer = wordAnswer({ type: 'still-open', data: { about: about(tools, talk) } })
  return [turn === undefined ? answer : { ...answer, turn }]
}
