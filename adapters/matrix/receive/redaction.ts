import { withdrawConsigned } from '#bot/amend.ts'
import { onceFor } from '#bot/once.ts'
import { cardByMessage, dropCard } from '#core/diffusion/cards.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'

/** A message was deleted: the journals that have it say so; a card that was deleted is shown no more. */
export async function receiveRedaction(
  bot: Bot,
  { room, id, of, sender, at }: Extract<Incoming, { type: 'redaction' }>,
): Promise<void> {
  const card = await cardByMessage(bot.store.read(), provider, of)
  if (card !== undefined) await dropCard(bot.store, card)
  const by = { provider, from: sender, name: bot.matrix.displayName(room, sender) } as const
  await onceFor(bot, { provider, id, room, from: sender }, (joined) =>
    withdrawConsigned(joined, { by, message: { id: of, at: at.toString() } }),
  )
}
