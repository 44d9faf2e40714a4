import { cleanLine, cleanText } from '#core/clean-text.ts'
import type { Context } from '#core/context.ts'
import { correctConsigned as correctInEvents } from '#core/events/correct.ts'
import { withdrawConsigned as withdrawFromEvents } from '#core/events/withdraw.ts'
import { Refusal } from '#core/refusal.ts'
import { type By, contextOf, done } from './actor.ts'
import type { ChatAnswer } from './chat.ts'
import type { HearDeps } from './hear.ts'

/** Who edited or deleted a message, and the name he goes under for whom the directory does not know. */
interface Amender extends By {
  readonly name?: string
}

/** A message was edited: wherever it is in a journal, the journal says so. */
export async function correctConsigned(
  deps: HearDeps,
  input: {
    readonly by: Amender
    /** `at`: when it was edited, ISO 8601 instant. */
    readonly message: { readonly id: string; readonly text: string; readonly at: string }
  },
): Promise<ChatAnswer[]> {
  const { by, message } = input
  const { ctx, named } = await amender(deps, by)
  const { id: messageId, at } = message
  const text = cleanText(message.text)
  try {
    const entries = await correctInEvents(ctx, { provider: by.provider, messageId, text, at, ...named })
    return entries.length === 0 ? [] : [done()]
  } catch (error) {
    // Nobody asked for anything: what cannot be written as a correction stays as it was consigned.
    if (error instanceof Refusal) return []
    throw error
  }
}

/** A message was deleted: wherever it is in a journal, the journal says so and shows it no more. */
export async function withdrawConsigned(
  deps: HearDeps,
  input: { readonly by: Amender; readonly message: { readonly id: string; readonly at: string } },
): Promise<ChatAnswer[]> {
  const { by, message } = input
  const { ctx, named } = await amender(deps, by)
  await withdrawFromEvents(ctx, { provider: by.provider, messageId: message.id, at: message.at, ...named })
  return []
}

/** Whoever it is, his act on his own message counts: an agent, or somebody whom the directory does not know (any more). */
async function amender(
  deps: HearDeps,
  by: Amender,
): Promise<{ ctx: Context; named: { by?: { name: string } } }> {
  const { store, clock, interests } = deps
  const known = await contextOf(deps, by)
  const { name, from } = by
  if (known !== undefined) return { ctx: known, named: {} }
  const system: Context = { store, clock, interests, actor: { type: 'system', name: 'Vigie' } }
  return { ctx: system, named: name === undefined ? {} : { by: { name: `${cleanLine(name)} (${from})` } } }
}
