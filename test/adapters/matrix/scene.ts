import type { Context } from '#core/context.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import type { Fields } from '#core/kinds/kind.ts'
import type { Human } from '#test/synapse/human.ts'
import type { SeenMessage } from '#test/synapse/room-view.ts'
import { cheese } from '#test/world.ts'
import type { Vigie } from './vigie.ts'

/** Somebody opens an event and publishes it elsewhere. @returns its number */
export async function publishCheese(ctx: Context, fields: Fields = {}): Promise<string> {
  const { number } = await openEvent(ctx, { kind: 'food-product', fields: { ...cheese, ...fields } })
  await publishEvent(ctx, { number })
  return number
}

/** An encrypted room of these people, in this order, and of the bot, who comes last. The first administers it. */
export async function makeRoom(vigie: Vigie, [first, ...others]: readonly Human[]): Promise<string> {
  if (first === undefined) throw new Error('a room needs somebody')
  const room = await first.createRoom({ name: 'Équipe', invite: others.map(({ userId }) => userId) })
  for (const human of others) await human.join(room)
  await first.client.invite(room, vigie.userId)
  await first.sees(room, vigie.userId)
  return room
}

/** Says it in a room of several, and waits for the bot's reply. */
export async function ask(human: Human, room: string, text: string): Promise<SeenMessage> {
  const id = await human.say(room, text)
  return human.waitFor(room, ({ replyTo }) => replyTo === id)
}

/** What the bot said in a room that begins so, as it is shown now. */
export async function saidBy(
  vigie: Vigie,
  human: Human,
  room: string,
  words: string,
): Promise<SeenMessage[]> {
  const all = await human.shown(room)
  return all.filter(({ sender, body }) => sender === vigie.userId && body.startsWith(words))
}

/** Waits until the bot has put the sign on a message. */
export function marked(
  vigie: Vigie,
  human: Human,
  room: string,
  id: string,
  key: string,
): Promise<SeenMessage> {
  return human.waitFor(
    room,
    (message) =>
      message.id === id && message.reactions.some((one) => one.key === key && one.sender === vigie.userId),
  )
}

/** Joins the room that the bot invites to. @returns the room */
export async function comeIn(vigie: Vigie, human: Human): Promise<string> {
  const room = await human.invitedTo(vigie.userId)
  await human.join(room)
  return room
}
