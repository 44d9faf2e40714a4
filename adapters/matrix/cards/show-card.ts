import { cardFor, noteCard, tendReplaced } from '#core/diffusion/cards.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { readForRoom } from '#core/rooms/read-for-room.ts'
import { type Bot, provider } from '../bot.ts'
import type { Meaning } from '../content.ts'
import { cardContent } from './card-content.ts'

export interface CardToShow {
  readonly room: string
  readonly number: string
  readonly key: string
  /** What stays below the record however often it changes: why a person was told. */
  readonly footer?: string
  readonly meaning?: Omit<Meaning, 'key'>
}

/**
 * Shows an event in a room, live: edited from then on as the event changes. There is one card per event and room, the
 * newest: the one before becomes a line that says so.
 * @returns the id of the message; undefined when the room may not be shown the event
 */
export async function showCard(
  bot: Bot,
  { room, number, key, footer = '', meaning }: CardToShow,
): Promise<string | undefined> {
  const em = bot.store.read()
  const event = await em.findOne(EventSchema, { number })
  if (event === null) return undefined
  return bot.inTurn(`card:${room}:${event.id}`, async () => {
    const reading = await readForRoom(bot, { provider, address: room, eventId: event.id })
    if (reading === undefined) return undefined
    const id = await bot.matrix.send({
      room,
      content: await cardContent(bot, room, reading, footer),
      key,
      priority: 'answer',
      meaning: { ...meaning, about: number },
    })
    const before = await cardFor(bot.store.read(), provider, room, event.id)
    if (before?.messageId === id) {
      if (before.replaced.length > 0) await tendReplaced(em, event.id)
      return id
    }
    const { version } = reading.brief
    await noteCard(bot.store, {
      provider,
      room,
      eventId: event.id,
      messageId: id,
      version,
      entries: reading.entryCount,
      footer,
    })
    // That the one before says so may take a moment longer: nobody waits for it.
    if (before !== undefined) await tendReplaced(em, event.id)
    return id
  })
}
