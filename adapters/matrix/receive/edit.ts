import { correctConsigned } from '#bot/amend.ts'
import { noteSaid } from '#bot/heard.ts'
import { onceFor } from '#bot/once.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { placeOf } from '../place.ts'
import { sayAnswers } from '../say.ts'

/** A message was edited by its author: the journals that have it are corrected. */
export async function receiveEdit(
  bot: Bot,
  { room, id, of, sender, at, body: text }: Extract<Incoming, { type: 'edit' }>,
): Promise<void> {
  const original = await bot.matrix.event(room, of)
  // Clients show nobody else's edit of a message: neither do journals.
  if (original?.getSender() !== sender) return
  const by = { provider, from: sender, name: bot.matrix.displayName(room, sender) } as const
  const { answers } = await onceFor(bot, { provider, id, room, from: sender, about: of }, (joined) =>
    correctConsigned(joined, { by, message: { id: of, text, at: at.toString() } }),
  )
  const { direct } = await placeOf(bot, room)
  await sayAnswers(bot, { room, id: of, by: sender, direct }, `answer/${id}`, answers)
  await noteSaid(bot.store, provider, id)
}
