import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import { bodies, type Home, makeHome, type Running, setUp, startBot } from './bot.ts'

describeWithSynapse('the bot’s session', (synapse) => {
  let home: Home
  let alice: Human
  let bot: Running
  let room: string
  let gate: { server: Server; url: string; refusing: boolean }

  beforeAll(async () => {
    gate = await openGate(synapse.url)
    ;[home, alice] = await Promise.all([makeHome(synapse), makeHuman(synapse, 'alice')])
    home.url = gate.url
    bot = await startBot(home, { expiredPause: 500 })
    await setUp(bot, home.account.password)
    room = await alice.directWith(bot.matrix.userId)
  })

  afterAll(async () => {
    await bot?.stop()
    alice?.stop()
    await home?.close()
    gate?.server.closeAllConnections()
    gate?.server.close()
  })

  it('waits out an expired account, which is told once, and loses nothing', async () => {
    gate.refusing = true
    const sent = bot.matrix.send({ room, content: { msgtype: 'm.text', body: 'attendu' }, key: 'expired' })
    await expect.poll(() => bot.problems).toEqual([{ type: 'account-expired' }])
    await alice.say(room, 'pendant ce temps')
    expect((await bot.matrix.health().catch(() => undefined))?.accountExpired ?? true).toBe(true)
    gate.refusing = false
    const id = await sent
    await alice.waitFor(room, (message) => message.id === id)
    await expect.poll(() => bodies(bot.heard), { timeout: 20_000 }).toEqual(['pendant ce temps'])
    expect(bot.problems).toEqual([{ type: 'account-expired' }, { type: 'account-renewed' }])
  })

  it('ends when its token is refused, and comes back as the same device by the password', async () => {
    const { deviceId, client } = bot.matrix
    const token = client.getAccessToken()
    await fetch(`${synapse.url}/_matrix/client/v3/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })
    expect((await bot.matrix.ended).message).toContain('refuse le jeton')
    expect(bot.problems).toContainEqual({ type: 'token-refused' })
    await bot.stop()
    bot = await startBot(home)
    expect(bot.matrix.deviceId).toBe(deviceId)
    expect(bot.matrix.client.getAccessToken()).not.toBe(token)
    expect(bot.problems).toEqual([{ type: 'token-refused' }])
    const before = bodies(bot.heard).length
    await alice.say(room, 'encore là ?')
    await expect.poll(() => bodies(bot.heard).length, { timeout: 20_000 }).toBe(before + 1)
    const id = await bot.matrix.send({ room, content: { msgtype: 'm.text', body: 'oui' }, key: 'yes' })
    expect(await alice.waitFor(room, (message) => message.id === id)).toMatchObject({ undecryptable: false })
  })

  it('is not opened with another account’s token', async () => {
    const other = await synapse.register('autre')
    const elsewhere = await makeHome(synapse)
    await expect(startBot(elsewhere, { accessToken: other.accessToken })).rejects.toThrow(
      `MATRIX_TOKEN est un jeton de ${other.userId}, pas de ${elsewhere.account.userId}`,
    )
    await elsewhere.close()
  })

  it('hears of an invitation that came while it was away', async () => {
    await bot.stop()
    const later = await alice.createRoom({ name: 'Autre salon', invite: [bot.matrix.userId] })
    bot = await startBot(home)
    await alice.sees(later, bot.matrix.userId)
    await expect
      .poll(() => bot.heard.filter(({ type }) => type === 'invite'))
      .toEqual([{ type: 'invite', room: later, by: alice.userId, direct: false }])
  })
})

/** In front of the homeserver: when refusing, it answers as a server whose account has expired. */
async function openGate(target: string) {
  const gate = { server: createServer(), url: '', refusing: false }
  gate.server.on('request', async (asked, answer) => {
    if (gate.refusing && asked.headers.authorization !== undefined) {
      asked.resume()
      answer.writeHead(403, { 'content-type': 'application/json' })
      return answer.end(JSON.stringify({ errcode: 'ORG_MATRIX_EXPIRED_ACCOUNT', error: 'expired' }))
    }
    const chunks: Buffer[] = []
    for await (const chunk of asked) chunks.push(Buffer.from(chunk))
    const { host: _, connection: __, ...headers } = asked.headers
    const response = await fetch(target + asked.url, {
      method: asked.method ?? 'GET',
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    })
    const body = Buffer.from(await response.arrayBuffer())
    answer.writeHead(response.status, { 'content-type': response.headers.get('content-type') ?? '' })
    return answer.end(body)
  })
  await new Promise<void>((done) => gate.server.listen(0, '127.0.0.1', done))
  const address = gate.server.address()
  gate.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return gate
}
