import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Incoming } from '#adapters/matrix/client/incoming-event.ts'
import { type FaultProxy, startFaultProxy } from '#test/synapse/fault-proxy.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import { bodies, type Home, makeHome, type Running, setUp, startBot } from './bot.ts'

describeWithSynapse('what the bot hears', (synapse) => {
  let home: Home
  let alice: Human
  let bruno: Human
  let bot: Running
  let room: string
  let proxy: FaultProxy

  beforeAll(async () => {
    ;[proxy, home, alice, bruno] = await Promise.all([
      startFaultProxy(synapse.url),
      makeHome(synapse),
      makeHuman(synapse, 'alice'),
      makeHuman(synapse, 'bruno'),
    ])
    home.url = proxy.url
    bot = await startBot(home)
    await setUp(bot, home.account.password)
    room = await alice.createRoom({ name: 'Cellule', invite: [bruno.userId] })
    await bruno.invitedTo()
    await bruno.join(room)
    await alice.sees(room, bruno.userId)
    await alice.say(room, 'avant le robot')
    await alice.client.invite(room, bot.matrix.userId)
    await alice.sees(room, bot.matrix.userId)
  })

  afterAll(async () => {
    await bot?.stop()
    alice?.stop()
    bruno?.stop()
    await home?.close()
    await proxy?.stop()
  })

  const until = (wanted: (event: Incoming) => boolean, ms = 20_000) =>
    expect.poll(() => bot.heard.find(wanted), { timeout: ms }).toBeDefined()
  const known = (...types: Incoming['type'][]) => bot.heard.filter(({ type }) => types.includes(type))

  it('is nothing of before it came, and each kind of thing after', async () => {
    const id = await alice.say(room, 'premier', { mentions: [bot.matrix.userId] })
    const reply = await bruno.say(room, 'réponse', { replyTo: id })
    const inThread = await bruno.say(room, 'au fil', { thread: id })
    await alice.edit(room, id, 'corrigé')
    await bruno.react(room, id, '👍')
    await bruno.read(room, inThread)
    // What is deleted before it is heard is never heard.
    await until((event) => 'id' in event && event.id === reply)
    await bruno.redact(room, reply)
    await until(({ type }) => type === 'redaction')
    const said = { room, sender: bruno.userId }
    expect(known('message', 'edit', 'reaction', 'redaction')).toMatchObject([
      { type: 'message', id, body: 'premier', mentions: [bot.matrix.userId] },
      { type: 'message', ...said, id: reply, body: 'réponse', replyTo: id },
      { type: 'message', ...said, id: inThread, body: 'au fil', thread: id },
      { type: 'edit', of: id, body: 'corrigé', sender: alice.userId },
      { type: 'reaction', ...said, of: id, key: '👍' },
      { type: 'redaction', ...said, of: reply },
    ])
    await until(({ type }) => type === 'receipt')
    expect(known('receipt')).toContainEqual(
      expect.objectContaining({ room, user: bruno.userId, eventId: inThread }),
    )
  })

  it('waits, in order, while what is done with it fails', async () => {
    await bot.stop()
    let failures = 3
    const heard: Incoming[] = []
    bot = await startBot(home, {
      handle: async (event) => {
        if (event.type === 'message' && event.body === 'difficile' && failures-- > 0)
          throw new Error('plus tard')
        heard.push(event)
      },
    })
    await alice.say(room, 'difficile')
    await alice.say(room, 'facile')
    await expect.poll(() => bodies(heard), { timeout: 20_000 }).toEqual(['difficile', 'facile'])
    expect(bot.problems.map(({ type }) => type)).toEqual(Array.from({ length: 3 }, () => 'handling-failed'))
  })

  it('comes again after a stop in the midst of it, unless it is known', async () => {
    await bot.stop()
    const heard: string[] = []
    const never = Promise.withResolvers<void>()
    bot = await startBot(home, {
      handle: async (event) => {
        if (event.type !== 'message') return
        heard.push(event.body)
        if (event.body === 'interrompu') await never.promise
      },
    })
    const done = await alice.say(room, 'achevé')
    const cut = await alice.say(room, 'interrompu')
    const next = await alice.say(room, 'suivant')
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['achevé', 'interrompu'])
    await bot.stop()
    const asked: string[] = []
    bot = await startBot(home, {
      keyPatience: 3000,
      known: async (ids) => {
        asked.push(...ids)
        return new Set([done])
      },
    })
    await expect.poll(() => bodies(bot.heard), { timeout: 20_000 }).toEqual(['interrompu', 'suivant'])
    expect(asked).toEqual(expect.arrayContaining([cut, next]))
  })

  it('is who comes, and he reads at once what is said to him', async () => {
    await bot.stop()
    // What it hears again while it starts is no business of the one that has stopped.
    const started = Promise.withResolvers<Running>()
    bot = await startBot(home, {
      keyPatience: 3000,
      handle: async (event) => {
        const { matrix } = await started.promise
        if (event.type === 'invite') return matrix.join(event.room)
        if (event.type !== 'member' || event.membership !== 'join' || event.user === home.account.userId)
          return
        await matrix.send({ room, content: { msgtype: 'm.text', body: 'bienvenue' }, key: event.id })
      },
    })
    started.resolve(bot)
    const dora = await makeHuman(synapse, 'dora')
    await alice.client.invite(room, dora.userId)
    await dora.invitedTo()
    await dora.join(room)
    await dora.waitFor(room, (message) => message.body === 'bienvenue')
    dora.stop()
  })

  it('is what a late key opens, and until then that it cannot be read', { timeout: 90_000 }, async () => {
    // The bot's one-time keys and devices are hidden from a human who says something.
    const carla = await makeHuman(synapse, 'carla')
    const apart = await carla.directWith(bot.matrix.userId)
    await carla.say(apart, 'lisible')
    await until((event) => event.type === 'message' && event.body === 'lisible')
    const crypto = carla.client.getCrypto()
    const original = carla.client.http.authedRequest.bind(carla.client.http)
    const held: (() => void)[] = []
    carla.client.http.authedRequest = async (method, path, ...rest) => {
      if (path.includes('/sendToDevice/')) {
        // The server has it, as far as carla knows; it is delivered when the test says so.
        held.push(() => void original(method, path, ...rest))
        return JSON.parse('"{}"')
      }
      return original(method, path, ...rest)
    }
    await crypto?.forceDiscardSession(apart)
    const id = await carla.say(apart, 'sans clé')
    carla.client.http.authedRequest = original
    await carla.say(apart, 'après')
    await until((event) => event.type === 'undecryptable', 50_000)
    expect(bot.heard.find(({ type }) => type === 'undecryptable')).toMatchObject({ room: apart, id })
    await expect
      .poll(async () => (await bot.matrix.health()).undecryptable.givenUp, { timeout: 20_000 })
      .toBe(2)
    expect(held.length).toBeGreaterThan(0)
    for (const release of held) release()
    await until((event) => event.type === 'message' && event.body === 'sans clé')
    await until((event) => event.type === 'message' && event.body === 'après')
    expect((await bot.matrix.health()).undecryptable).toEqual({ waiting: 0, givenUp: 0, recovered: 2 })
    carla.stop()
  })
})
