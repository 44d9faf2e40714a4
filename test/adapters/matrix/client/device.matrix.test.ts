import { afterAll, beforeAll, expect, it } from 'vitest'
import { confirmRecoveryKey, setUpEncryption } from '#adapters/matrix/client/set-up.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import { bodies, type Home, makeHome, type Running, startBot } from './bot.ts'

describeWithSynapse('the bot’s device', (synapse) => {
  let home: Home
  let alice: Human
  let bot: Running
  let room: string

  beforeAll(async () => {
    ;[home, alice] = await Promise.all([makeHome(synapse), makeHuman(synapse, 'alice')])
    bot = await startBot(home)
  })

  afterAll(async () => {
    await bot?.stop()
    alice?.stop()
    await home?.close()
  })

  it('gives its recovery key until it is confirmed, and is set up once', async () => {
    const first = await setUpEncryption(bot.matrix, { password: home.account.password })
    expect(first).toEqual({ recoveryKey: expect.stringMatching(/^(\w{4} ?){12}$/) })
    expect(await setUpEncryption(bot.matrix)).toEqual(first)
    await confirmRecoveryKey(bot.matrix)
    expect(await setUpEncryption(bot.matrix)).toEqual({ already: true })
  })

  it('is signed as a human sees it, and answers what it hears, encrypted', async () => {
    room = await alice.directWith(bot.matrix.userId)
    await alice.say(room, 'bonjour')
    await expect.poll(() => bodies(bot.heard), { timeout: 20_000 }).toEqual(['bonjour'])
    const id = await bot.matrix.send({ room, content: { msgtype: 'm.text', body: 'écho' }, key: 'echo' })
    const seen = await alice.waitFor(room, (message) => message.id === id)
    expect(seen).toMatchObject({ sender: bot.matrix.userId, body: 'écho', undecryptable: false })
    expect((await alice.client.fetchRoomEvent(room, id)).type).toBe('m.room.encrypted')
    expect(await alice.isVerified(bot.matrix.userId, bot.matrix.deviceId)).toBe(true)
  })

  it('says how it is', async () => {
    expect(await bot.matrix.health()).toMatchObject({
      account: home.account.userId,
      deviceSigned: true,
      crossSigning: true,
      secretStorage: true,
      backup: { trusted: true },
      rooms: { joined: 1, encrypted: 1, invited: 0 },
      cannotDecrypt: [],
      undecryptable: { waiting: 0, recovered: 0, givenUp: 0 },
      syncing: { state: 'syncing' },
      tokenRefused: false,
      accountExpired: false,
    })
  })

  it('comes back as the same, without the password, and reads what was said meanwhile, once and in order', async () => {
    const { deviceId } = bot.matrix
    await bot.stop()
    const said = Array.from({ length: 60 }, (_, at) => `message ${at}`)
    for (const text of said) await alice.say(room, text)
    bot = await startBot(home, { password: 'not asked for' })
    expect(bot.matrix.deviceId).toBe(deviceId)
    await expect.poll(() => bodies(bot.heard).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(60)
    expect(bodies(bot.heard)).toEqual(said)
    const id = await bot.matrix.send({
      room,
      content: { msgtype: 'm.text', body: 'me revoilà' },
      key: 'back',
    })
    expect(await alice.waitFor(room, (message) => message.id === id)).toMatchObject({ body: 'me revoilà' })
    expect(await alice.undecryptable()).toBe(0)
    expect(bot.problems).toEqual([])
  })
})
