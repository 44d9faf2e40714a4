import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CallClass } from '#test/synapse/call-class.ts'
import { type Fault, randomFaults } from '#test/synapse/fault.ts'
import { type FaultProxy, startFaultProxy } from '#test/synapse/fault-proxy.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import { bodies, type Home, makeHome, type Running, setUp, startBot } from './bot.ts'

describeWithSynapse('between the bot and a server that fails', (synapse) => {
  let proxy: FaultProxy
  let home: Home
  let alice: Human
  let bot: Running
  let room: string

  beforeAll(async () => {
    ;[proxy, home, alice] = await Promise.all([
      startFaultProxy(synapse.url),
      makeHome(synapse),
      makeHuman(synapse, 'alice'),
    ])
    home.url = proxy.url
    bot = await startBot(home)
    await setUp(bot, home.account.password)
    room = await alice.directWith(bot.matrix.userId)
  })
  beforeEach(() => proxy.rules())
  afterAll(async () => {
    proxy?.rules()
    await bot?.stop()
    alice?.stop()
    await home?.close()
    await proxy?.stop()
  })

  const text = (body: string) => ({ msgtype: 'm.text', body })
  const spoilOnce = (kind: CallClass, fault: Fault) => {
    let spoilt = false
    proxy.rules((call) => {
      if (spoilt || call.class !== kind) return undefined
      spoilt = true
      return fault
    })
  }
  const timesShown = async (body: string) =>
    (await alice.shown(room)).filter((message) => message.body === body).length

  it.each<Fault>([
    { type: 'lost-before' },
    { type: 'lost-after' },
    { type: 'truncated' },
    { type: '502' },
    { type: '429', retryAfterMs: 300 },
  ])('a message shows once although its call is spoilt: $type', async (fault) => {
    const body = `malgré ${fault.type}`
    spoilOnce('send', fault)
    const id = await bot.matrix.send({ room, content: text(body), key: `fault/${fault.type}` })
    await alice.waitFor(room, (message) => message.id === id)
    expect(await timesShown(body)).toBe(1)
  })

  it('a message sent twice under one key shows once, and the second call needs no server', async () => {
    const outgoing = { room, content: text('une fois'), key: 'once' }
    const [first, second] = await Promise.all([bot.matrix.send(outgoing), bot.matrix.send(outgoing)])
    expect(second).toBe(first)
    proxy.rules((call) => (call.class === 'send' ? { type: '503' } : undefined))
    expect(await bot.matrix.send(outgoing)).toBe(first)
    await alice.waitFor(room, (message) => message.id === first)
    expect(await timesShown('une fois')).toBe(1)
    expect(await bot.matrix.sentAs('once')).toBe(first)
  })

  it('a message that the server took and whose answer nobody got is found again after its day', async () => {
    const outgoing = { room, content: text('retrouvé'), key: 'old' }
    const id = await bot.matrix.send(outgoing)
    await home.store.pool.query(
      `update matrix_sent set event_id = null, first_at = now() - interval '30 hours' where key = 'old'`,
    )
    expect(await bot.matrix.send(outgoing)).toBe(id)
    // Never arrived: it goes out anew.
    await home.store.pool.query(
      `insert into matrix_sent (key, room, txn, first_at) values ('never', $1, 'gone', now() - interval '30 hours')`,
      [room],
    )
    const other = await bot.matrix.send({ room, content: text('enfin parti'), key: 'never' })
    await alice.waitFor(room, (message) => message.id === other)
    expect(await timesShown('retrouvé')).toBe(1)
  })

  it('the echo of a message tells its id even when no answer ever came', async () => {
    const id = await bot.matrix.send({ room, content: text('écho'), key: 'echoed' })
    await expect
      .poll(async () => {
        const { rows } = await home.store.pool.query(`select event_id from matrix_sent where key = 'echoed'`)
        return rows[0]?.event_id
      })
      .toBe(id)
  })

  it.each<Fault>([{ type: 'lost-before' }, { type: 'lost-after' }])(
    'a room is made once although its making is spoilt: $type',
    async (fault) => {
      spoilOnce('createRoom', fault)
      const wanted = { key: `room/${fault.type}`, encrypted: true, name: 'FR-1', invite: [alice.userId] }
      const made = await bot.matrix.createRoom(wanted)
      expect(await bot.matrix.createRoom(wanted)).toBe(made)
      const marked = bot.matrix
        .all()
        .filter((id) => JSON.stringify(bot.matrix.state(id, 'fr.vigie.room')) === `{"key":"${wanted.key}"}`)
      expect(marked).toEqual([made])
      await expect.poll(() => bot.matrix.seen(made).invited).toEqual([alice.userId])
    },
  )

  it('everything shows once, in order, while one call in four is spoilt', { timeout: 120_000 }, async () => {
    proxy.rules(randomFaults('vigie', 0.25))
    const before = bodies(bot.heard).length
    const said = Array.from({ length: 15 }, (_, at) => `à travers tout ${at}`)
    for (const [at, body] of said.entries()) {
      await alice.say(room, `question ${at}`)
      await bot.matrix.send({ room, content: text(body), key: `storm/${at}` })
    }
    await expect.poll(() => bodies(bot.heard).length - before, { timeout: 60_000 }).toBe(said.length)
    expect(bodies(bot.heard).slice(before)).toEqual(said.map((_, at) => `question ${at}`))
    proxy.rules()
    await alice.waitFor(room, ({ body }) => body === said.at(-1))
    const shown = (await alice.shown(room)).filter(({ body }) => body.startsWith('à travers tout'))
    expect(shown.map(({ body }) => body)).toEqual(said)
    expect(await alice.undecryptable()).toBe(0)
  })

  it('a file goes and comes whole, encrypted', async () => {
    const bytes = randomBytes(50_000)
    spoilOnce('media/upload', { type: 'lost-after' })
    const { url, file, info } = await bot.matrix.upload(bytes, 'image/png', true)
    const id = await bot.matrix.send({
      room,
      content: { msgtype: 'm.image', body: 'a.png', info, url, file },
      key: 'file',
    })
    await alice.waitFor(room, (message) => message.id === id)
    expect(Buffer.from(await alice.openFile(room, id)).equals(bytes)).toBe(true)
    await alice.sendFile(room, { name: 'b.jpg', bytes, mediaType: 'image/jpeg' })
    const came = () => bot.heard.find((event) => event.type === 'message' && event.file?.name === 'b.jpg')
    await expect.poll(came, { timeout: 20_000 }).toBeDefined()
    const event = came()
    if (event?.type !== 'message' || event.file === undefined) throw new Error('no file')
    expect(event).toMatchObject({ body: '', file: { mediaType: 'image/jpeg', size: bytes.length } })
    spoilOnce('media/download', { type: 'truncated' })
    expect(Buffer.from(await bot.matrix.download(event.file)).equals(bytes)).toBe(true)
    const forged = { url: event.file.url, sealed: { key: 'a', iv: 'a', sha256: 'a' } }
    await expect(bot.matrix.download(forged)).rejects.toThrow('its hash differs')
  })

  it('stops although the server hangs', { timeout: 15_000 }, async () => {
    proxy.rules(() => ({ type: '503' }))
    const hanging = bot.matrix.send({ room, content: text('plus tard'), key: 'later' })
    hanging.catch(() => undefined)
    await bot.stop()
    await expect(hanging).rejects.toThrow()
    proxy.rules()
    bot = await startBot(home)
    const id = await bot.matrix.send({ room, content: text('plus tard'), key: 'later' })
    await alice.waitFor(room, (message) => message.id === id)
    expect(await timesShown('plus tard')).toBe(1)
  })
})
