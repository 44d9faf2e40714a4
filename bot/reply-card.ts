import type { EntityManager } from '@mikro-orm/postgresql'
import { cardByMessage } from '#core/diffusion/cards.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import type { ChatAnswer, ChatMessage } from './chat.ts'
import { commands } from './commands.ts'
import { consigning } from './consign.ts'
import { converse } from './converse.ts'
import { isMarked, match } from './grammar/match.ts'
import type { HearDeps } from './hear.ts'

/**
 * Whether a message is for the journal rather than for the bot: it answers the card of an event, and neither calls the
 * bot nor is a command and nothing else (« reçu », « portée »). « Note du laboratoire reçue » may be prose.
 */
export async function isForJournal(em: EntityManager, message: ChatMessage): Promise<boolean> {
  const { provider, about, event, turn, named = false, text } = message
  if (about === undefined || event === undefined || turn !== undefined || named || isMarked(text))
    return false
  if (isBareCommand(text)) return false
  return (await cardByMessage(em, provider, about)) !== undefined
}

/** A command that takes no free text, with nothing missing but the number of the event. */
function isBareCommand(text: string): boolean {
  const said = match(commands, text)
  if (said.type !== 'ready' && said.type !== 'ask') return false
  const all = Object.entries(said.command.arguments)
  if (all.some(([, { free }]) => free === true)) return false
  if (said.type === 'ready') return true
  const missing = all.filter(([name, { required }]) => required && said.given[name] === undefined)
  return said.seen === undefined && missing.length === 1 && missing[0]?.[1].proposesRecent === true
}

/** Writes the answer to a card in the event's journal, with its files; a sign says that it is there, and words whom it tells. */
export async function replyToCard(
  deps: HearDeps,
  agent: Agent,
  message: ChatMessage & { readonly event: string },
): Promise<ChatAnswer[]> {
  const { id, from, text, files = [], event: number } = message
  const own = { id, from, name: '', text, at: deps.clock.now().toString(), files }
  return converse(deps, agent, message, { command: consigning(own), given: { number } })
}
