import type { Card } from '#core/diffusion/card.entity.ts'
import { cardFor, cardsIn, cardsOf, dropCard, forgetReplaced, noteCard } from '#core/diffusion/cards.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { readForRoom } from '#core/rooms/read-for-room.ts'
import { wordHiddenCard, wordMovedCard } from '#templates/chat/live-card.ts'
import { type Bot, provider } from '../bot.ts'
import { editContent, formatMessage } from '../format.ts'
import { cardContent } from './card-content.ts'

/** Brings every card of an event up to date; what was its card before says where it is. */
export async function refreshCards(bot: Bot, eventId: number): Promise<void> {
  const cards = (await cardsOf(bot.store.read(), eventId)).filter((card) => card.provider === provider)
  await Promise.all(cards.map((card) => refresh(bot, card, false)))
  for (const card of cards) if (card.replaced.length > 0) await tellReplaced(bot, card)
}

async function tellReplaced(bot: Bot, card: Card): Promise<void> {
  const { room, eventId, replaced } = card
  if (!bot.matrix.joined(room)) return
  const { number } = await bot.store.read().findOneOrFail(EventSchema, { id: eventId })
  const content = formatMessage(wordMovedCard(number))
  for (const id of replaced)
    await bot.matrix.send({
      room,
      content: editContent(id, content),
      key: `moved/${id}`,
      priority: 'card',
      meaning: { same: true },
    })
  await forgetReplaced(bot.store, card)
}

/** What the room may read has changed: every card in it is written anew. */
export async function refreshRoom(bot: Bot, room: string): Promise<void> {
  for (const card of await cardsIn(bot.store.read(), provider, room)) await refresh(bot, card, true)
}

/** One after the other for each card, and read within the turn: an older record never replaces a newer one. */
async function refresh(bot: Bot, { room, eventId }: Card, always: boolean): Promise<void> {
  await bot.inTurn(`card:${room}:${eventId}`, async () => {
    const card = await cardFor(bot.store.read(), provider, room, eventId)
    if (card === undefined || !bot.matrix.joined(room)) return
    const { messageId, footer } = card
    const reading = await readForRoom(bot, { provider, address: room, eventId })
    const version = reading?.brief.version ?? 0
    const entries = reading?.entryCount ?? 0
    if (!always && reading !== undefined && card.version === version && card.entries === entries) return
    const shown =
      reading === undefined ? formatMessage(wordHiddenCard()) : await cardContent(bot, room, reading, footer)
    const state = reading === undefined ? 'hidden' : `${reading.brief.view}/${version}/${entries}`
    await bot.matrix.send({
      room,
      content: editContent(messageId, shown),
      key: always ? `card/${messageId}/${state}/${bot.clock.now()}` : `card/${messageId}/${state}`,
      priority: 'card',
      meaning: { same: true },
    })
    if (reading === undefined) await dropCard(bot.store, card)
    else await noteCard(bot.store, { provider, room, eventId, messageId, version, entries, footer })
  })
}
