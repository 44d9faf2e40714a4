import { cardByMessage } from '#core/diffusion/cards.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { type RoomScope, roomScope } from '#core/rooms/scope.ts'
import { type Bot, provider } from './bot.ts'

/** Where something was said. */
export interface Place {
  readonly room: string
  readonly scope: RoomScope
  /** Nobody but the bot and one person reads it. */
  readonly direct: boolean
}

/** A bound room is what it is bound as; any other with two members is a direct message, if nobody on the way can read it. */
export async function placeOf(bot: Bot, room: string): Promise<Place> {
  const scope = await roomScope(bot.store.read(), provider, room)
  const readers = bot.matrix.readers(room).filter((user) => user !== bot.matrix.userId)
  const direct =
    (scope.type === 'unbound' || scope.type === 'direct') && readers.length <= 1 && bot.matrix.encrypted(room)
  return { room, scope, direct }
}

/** The event that a message is about: the one whose card it replies to or stands under. */
export async function eventAbout(
  bot: Bot,
  ids: readonly (string | undefined)[],
): Promise<string | undefined> {
  const em = bot.store.read()
  for (const id of ids) {
    const card = id === undefined ? undefined : await cardByMessage(em, provider, id)
    if (card === undefined) continue
    return (await em.findOneOrFail(EventSchema, { id: card.eventId })).number
  }
  return undefined
}
