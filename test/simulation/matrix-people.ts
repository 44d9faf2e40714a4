import { followEvent } from '#core/diffusion/follow.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import type { Vigie } from '#test/adapters/matrix/vigie.ts'
import type { Human } from '#test/synapse/human.ts'
import { cheese } from '#test/world.ts'
import { type Watch, watchBot } from './matrix-watch.ts'

/** Somebody who writes to the bot, and where. */
export interface Person {
  readonly human: Human
  readonly watch: Watch
  /** The direct message first, then rooms in which commands begin with `!`. */
  readonly rooms: readonly [string, ...string[]]
}

/** Three agents, an event that they follow, and the rooms they speak in. */
export interface Cast {
  readonly people: readonly Person[]
  /** Of the event. */
  readonly number: string
}

/** Has them meet the bot: each in a direct message, two in the room of their service, all in the room of an event. */
export async function gather(vigie: Vigie): Promise<Cast> {
  const [claire, luc, paul] = await Promise.all([
    vigie.agent('Claire Vidal'),
    vigie.agent('Luc Petit'),
    vigie.agent('Paul Serre'),
  ])
  // They write faster than hands do.
  await vigie.parts.store.read().nativeUpdate(AgentSchema, {}, { haste: 10_000 })
  const number = await publishFollowed(vigie)
  const everybody = [claire, luc, paul] as const
  const watches = everybody.map((human) => watchBot(human, vigie.userId))
  const talks = await Promise.all(everybody.map((human) => vigie.talk(human)))
  const service = await serviceRoom(vigie, claire, luc)
  const eventRoom = await openRoom(vigie, paul, talks[2]?.room ?? '', number)
  await Promise.all(everybody.map((human) => human.sees(eventRoom, human.userId)))
  const people = everybody.map((human, at) => ({
    human,
    watch: given(watches[at]),
    rooms: [given(talks[at]).room, ...(human === paul ? [] : [service]), eventRoom] as const,
  }))
  return { people, number }
}

/** Everybody speaks in each of his rooms and is answered: the bot has all their keys then. */
export async function greet({ people }: Cast): Promise<void> {
  const greetings = people.map(async ({ human, watch, rooms }) => {
    for (const room of rooms) {
      const id = await human.say(room, '!aide')
      await watch.sees([`answer/${id}/0`], 30_000)
    }
  })
  await Promise.all(greetings)
}

/** Somebody more, who follows the event and writes in a direct message. */
export async function newcomer(vigie: Vigie, { people, number }: Cast): Promise<Cast> {
  const anne = await vigie.agent('Anne Roy')
  const watch = watchBot(anne, vigie.userId)
  const { room } = await vigie.talk(anne)
  await followEvent(await vigie.as('Anne Roy'), { number })
  return { people: [...people, { human: anne, watch, rooms: [room] }], number }
}

async function publishFollowed(vigie: Vigie): Promise<string> {
  const { number } = await openEvent(await vigie.as('Claire Vidal'), { kind: 'food-product', fields: cheese })
  await publishEvent(await vigie.as('Claire Vidal'), { number })
  for (const name of ['Claire Vidal', 'Luc Petit', 'Paul Serre'] as const)
    await followEvent(await vigie.as(name), { number })
  return number
}

/** Bound to the structure, and told of all its listeria. */
async function serviceRoom(vigie: Vigie, claire: Human, luc: Human): Promise<string> {
  const room = await claire.createRoom({ name: 'DDPP 34', invite: [vigie.userId, luc.userId] })
  await luc.invitedTo(claire.userId)
  await luc.join(room)
  await claire.sees(room, vigie.userId)
  for (const [text, answer] of [
    ['!rattacher', 'rattaché'],
    ['!abonner salon danger:listeria', 'enregistré'],
  ] as const) {
    await claire.say(room, text)
    await claire.waitFor(room, ({ sender, body }) => sender === vigie.userId && body.includes(answer), 60_000)
  }
  return room
}

/** @returns the room */
async function openRoom(vigie: Vigie, by: Human, direct: string, number: string): Promise<string> {
  const before = new Set(by.client.getRooms().map(({ roomId }) => roomId))
  await by.say(direct, `salle ${number}`)
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    const made = by.client.getRooms().find(({ roomId, name }) => !before.has(roomId) && name.includes(number))
    if (made !== undefined) return made.roomId
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`${by.userId} was not invited to a room of ${number} by ${vigie.userId} within 60 s`)
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('one for each person')
  return value
}
