import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MatrixClient, Method } from 'matrix-js-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBackup, writeBackup } from '#adapters/matrix/store/backup.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import { bodies, type Home, makeHome, type Running, setUp, startBot } from './bot.ts'

describeWithSynapse('a device restored from its backup', (synapse) => {
  let home: Home
  let alice: Human
  let bruno: Human
  let bot: Running
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-restore-'))
    ;[home, alice, bruno] = await Promise.all([
      makeHome(synapse),
      makeHuman(synapse, 'alice'),
      makeHuman(synapse, 'bruno'),
    ])
    bot = await startBot(home)
    await setUp(bot, home.account.password)
  })

  afterAll(async () => {
    await bot?.stop()
    alice?.stop()
    bruno?.stop()
    await home?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is the same, reads what was said since, and everybody reads it', { timeout: 120_000 }, async () => {
    const room = await alice.createRoom({ name: 'Cellule', invite: [bot.matrix.userId, bruno.userId] })
    await bruno.invitedTo()
    await bruno.join(room)
    await alice.sees(room, bot.matrix.userId)
    const said: string[] = []
    const talk = async (word: string) => {
      for (const [at, human] of [alice, bruno, alice].entries()) {
        const heard = bodies(bot.heard).length
        await human.say(room, `${word} ${at}`)
        await expect.poll(() => bodies(bot.heard).length, { timeout: 20_000 }).toBe(heard + 1)
        const body = `réponse à ${word} ${at}`
        said.push(body)
        const id = await bot.matrix.send({ room, content: { msgtype: 'm.text', body }, key: body })
        for (const reader of [alice, bruno]) await reader.waitFor(room, (message) => message.id === id)
      }
    }
    await talk('avant')
    const file = join(folder, 'backup')
    await writeBackup(home.store.pool, home.key, file)
    // Everything goes on after the backup: ratchets turn, and new keys are made and given.
    await bot.matrix.client.getCrypto()?.forceDiscardSession(room)
    await talk('après')
    const carla = await makeHuman(synapse, 'carla')
    const apart = await carla.directWith(bot.matrix.userId)
    await carla.say(apart, 'nouvelle')
    await expect.poll(() => bodies(bot.heard), { timeout: 20_000 }).toContain('nouvelle')
    // The server's key backup follows within some 10 s: keys that came after it would be lost with the store.
    const keys = (await bot.matrix.client.getCrypto()?.exportRoomKeys())?.length
    await expect.poll(() => backedUp(bot.matrix.client), { timeout: 30_000 }).toBe(keys)
    const { deviceId } = bot.matrix
    const done = new Set(bot.heard.flatMap((event) => ('id' in event ? [event.id] : [])))
    await bot.stop()
    await alice.say(room, 'pendant l’absence')

    await readBackup(home.store.pool, home.key, file, `matrix:${home.account.userId}`)
    bot = await startBot(home, { known: async () => done })
    expect(bot.matrix.deviceId).toBe(deviceId)
    await expect.poll(() => bodies(bot.heard), { timeout: 60_000 }).toContain('pendant l’absence')
    expect(await bot.durable.secret('restored')).toBeFalsy()
    await talk('depuis')
    await carla.say(apart, 'toujours là ?')
    await expect.poll(() => bodies(bot.heard), { timeout: 60_000 }).toContain('toujours là ?')
    const body = 'toujours là'
    const id = await bot.matrix.send({ room: apart, content: { msgtype: 'm.text', body }, key: body })
    expect(await carla.waitFor(apart, (message) => message.id === id)).toMatchObject({ body })
    for (const human of [alice, bruno, carla]) expect(await human.undecryptable()).toBe(0)
    expect((await bot.matrix.health()).undecryptable).toMatchObject({ waiting: 0, givenUp: 0 })
    const shown = (await bruno.shown(room)).filter(({ sender }) => sender === bot.matrix.userId)
    expect(shown.map((message) => message.body)).toEqual(said)
    expect(bot.problems).toEqual([])
    carla.stop()
  })
})

/** How many keys the server's backup has; the SDK remembers what it was told at first. */
async function backedUp(client: MatrixClient): Promise<number> {
  const info = await client.http.authedRequest<{ count: number }>(Method.Get, '/room_keys/version')
  return info.count
}
