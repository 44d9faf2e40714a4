import { MatrixEvent, Preset } from 'matrix-js-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { makeHuman } from '#test/synapse/human.ts'
import type { Synapse } from '#test/synapse/provision.ts'
import { bodies, type Home, makeHome, type Running, setUp, startBot } from './bot.ts'

/** How many one-time keys the device keeps on the server; the next that it makes has this number. */
const kept = 50

describeWithSynapse('what should not be, and may', (synapse) => {
  let home: Home
  let bot: Running

  beforeAll(async () => {
    home = await makeHome(synapse)
    bot = await startBot(home)
    await setUp(bot, home.account.password)
  })

  afterAll(async () => {
    await bot?.stop()
    await home?.close()
  })

  it('a room made twice: the older is kept, the other is left, and the operator reads of it', async () => {
    const { client } = bot.matrix
    const twin = { preset: Preset.PrivateChat, initial_state: [markedAs('twins')] }
    const { room_id: older } = await client.createRoom(twin)
    const { room_id: newer } = await client.createRoom(twin)
    const isMarked = (room: string) =>
      client.getRoom(room)?.currentState.getStateEvents('fr.vigie.room', '') instanceof MatrixEvent
    await expect.poll(() => [older, newer].every(isMarked)).toBe(true)
    expect(await bot.matrix.createRoom({ key: 'twins', encrypted: true })).toBe(older)
    await expect.poll(() => bot.matrix.joined(newer), { timeout: 10_000 }).toBe(false)
    expect(bot.matrix.joined(older)).toBe(true)
    expect(bot.problems).toEqual([{ type: 'room-made-twice', kept: older, left: newer }])
  })

  it('one-time keys on the server that the device does not have: all are replaced, and who comes then is heard', async () => {
    const { client, deviceId, userId } = bot.matrix
    const call = callerAs(synapse, client.getAccessToken() ?? '')
    await expect.poll(async () => await countOf(call)).toBe(kept)
    // As after a copy of the database was put back: the numbers that come next are taken, by keys whose secret is lost.
    const taken = Array.from({ length: 5 }, (_, at) => [
      `signed_curve25519:${keyId(kept + at)}`,
      { key: 'A'.repeat(43), signatures: {} },
    ])
    await call('/keys/upload', { one_time_keys: Object.fromEntries(taken) })
    for (let claimed = 0; claimed < 10; claimed++)
      await call('/keys/claim', { one_time_keys: { [userId]: { [deviceId]: 'signed_curve25519' } } })
    // The next sync tells the device how many are left.
    await client.setRoomName(await client.createRoom({}).then(({ room_id }) => room_id), 'Essai')
    await expect.poll(() => bot.problems, { timeout: 20_000 }).toContainEqual({ type: 'one-time-keys-lost' })
    await expect.poll(async () => await countOf(call), { timeout: 20_000 }).toBe(kept)

    const people = await Promise.all(['alice', 'bruno', 'chloé'].map((name) => makeHuman(synapse, name)))
    try {
      for (const human of people) await human.say(await human.directWith(userId), 'êtes-vous là ?')
      await expect
        .poll(() => bodies(bot.heard), { timeout: 20_000 })
        .toEqual(people.map(() => 'êtes-vous là ?'))
    } finally {
      for (const human of people) human.stop()
    }
  })
})

function markedAs(key: string) {
  return { type: 'fr.vigie.room', state_key: '', content: { key } }
}

type Call = (path: string, body: object) => Promise<unknown>

function callerAs(synapse: Synapse, token: string): Call {
  return async (path, body) => {
    const answer = await fetch(`${synapse.url}/_matrix/client/v3${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
    return answer.json()
  }
}

async function countOf(call: Call): Promise<unknown> {
  return Object(Object(await call('/keys/upload', {})).one_time_key_counts).signed_curve25519
}

/** The id of the device's nth one-time key: its number as 64 bits, in base64 without padding. */
function keyId(n: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(n))
  return bytes.toString('base64').replaceAll('=', '')
}
