import type { Vigie } from '#test/adapters/matrix/vigie.ts'
import type { CallClass } from '#test/synapse/call-class.ts'
import { settle } from './matrix-check.ts'
import type { Cast, Person } from './matrix-people.ts'
import { until } from './matrix-until.ts'
import { type Said, writeBatch } from './matrix-write.ts'

/** What Vigie asks of a server from its first login to the end of the story. It deletes no message and uploads no file. */
export const storyClasses: readonly CallClass[] = [
  'login',
  'sync',
  'send',
  'state',
  'createRoom',
  'invite',
  'join',
  'kick',
  'keys/upload',
  'keys/query',
  'keys/claim',
  'keys/signing',
  'sendToDevice',
  'messages',
  'media/download',
  'account_data',
  'backup',
]

/** All that can happen to an event once people have gathered, to the closing of its room. @returns the commands */
export async function liveStory(vigie: Vigie, cast: Cast): Promise<Said[]> {
  const { pool } = vigie.parts.store
  const [claire, luc, paul] = cast.people
  if (claire === undefined || luc === undefined || paul === undefined) throw new Error('three people')
  // A number that no seed has.
  const said = await writeBatch(cast, 9001)
  await sendFile(vigie, claire)
  await bringOutsider(vigie, paul)
  await talkWhileAway(vigie, luc)
  await settle(pool, cast.people, said)
  await close(vigie, paul, cast.number)
  await settle(pool, cast.people, [])
  return said
}

/** A file in the room of the event, put into its journal. */
async function sendFile(vigie: Vigie, { human, rooms }: Person): Promise<void> {
  const room = rooms.at(-1) ?? ''
  const file = { name: 'releve.txt', bytes: Buffer.from('Trois lots.'), mediaType: 'text/plain' }
  await human.react(room, await human.sendFile(room, file), '📌')
  const count = async () => (await vigie.parts.store.pool.query('select from document')).rowCount
  await until('the file in the journal', 30_000, async () => (await count()) === 1)
}

/** Who may not see the event is brought into its room, and removed. */
async function bringOutsider(vigie: Vigie, { human, rooms }: Person): Promise<void> {
  const outsider = await vigie.stranger('Dehors')
  const room = rooms.at(-1) ?? ''
  await human.client.invite(room, outsider.userId)
  await human.sees(room, outsider.userId, 'leave')
}

/** More than a sync brings at once. */
async function talkWhileAway(vigie: Vigie, { human, rooms, watch }: Person): Promise<void> {
  const room = rooms[1] ?? ''
  await vigie.stop()
  const asked = await human.say(room, '!aide')
  for (let n = 1; n <= 60; n++) await human.client.sendTextMessage(room, `Bavardage ${n}`)
  await vigie.start()
  await watch.sees([`answer/${asked}/0`], 30_000)
}

/** The event is closed by who may, and its room archived. */
async function close(vigie: Vigie, { human, rooms }: Person, number: string): Promise<void> {
  const anne = await vigie.agent('Anne Roy')
  const talk = await vigie.talk(anne)
  await talk.say(`clore ${number}`)
  const levels = () =>
    human.client.getRoom(rooms.at(-1))?.currentState.getStateEvents('m.room.power_levels', '')?.getContent()
      .events_default
  await until('the room to be read-only', 30_000, () => Number(levels() ?? 0) > 0)
}
