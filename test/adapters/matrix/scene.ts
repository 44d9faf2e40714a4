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

/** Says it and waits for the bot's next message in the room. */
export async function ask(vigie: Vigie, human: Human, room: string, text: string): Promise<SeenMessage> {
  const before = new Set((await human.timeline(room)).map(({ id }) => id))
  await human.say(room, text)
  return human.waitFor(room, ({ id, sender }) => sender === vigie.userId && !before.has(id))
}

/** What the bot said in a room that has these words, edited or not. */
export async function saidBy(
  vigie: Vigie,
  human: Human,
  room: string,
  words: string,
): Promise<SeenMessage[]> {
  const all = await human.shown(room)
  return all.filter(({ sender, body }) => sender === vigie.userId && body.includes(words))
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

/** Joins the room that the bot invites to, other than those he is in. */
export async function follow(vigie: Vigie, human: Human): Promise<string> {
  const room = await human.invitedTo(vigie.userId)
  await human.join(room)
  return room
}
