import { noteRead } from '#core/diffusion/note-read.ts'
import { type Bot, provider } from '../bot.ts'
import type { Incoming } from '../client/incoming-event.ts'
import { placeOf } from '../place.ts'

/** Somebody has read so far: what he was told above counts as read. */
export async function receiveReceipt(
  bot: Bot,
  { room, user, eventId, at }: Extract<Incoming, { type: 'receipt' }>,
): Promise<void> {
  if (user === bot.matrix.userId) return
  const { direct } = await placeOf(bot, room)
  // A person's own deliveries bear his user id, a room's the room id.
  const said = (await bot.matrix.event(room, eventId))?.getTs()
  await noteRead(bot.store, {
    channel: provider,
    address: direct ? user : room,
    receipt: eventId,
    at,
    ...(said === undefined ? {} : { saidAt: Temporal.Instant.fromEpochMilliseconds(said) }),
  })
}
