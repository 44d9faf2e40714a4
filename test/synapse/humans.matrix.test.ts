import { randomBytes } from 'node:crypto'
import { createClient } from 'matrix-js-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFaultProxy } from './fault-proxy.ts'
import { describeWithSynapse } from './given.ts'
import { type Human, makeHuman } from './human.ts'
import { quietly } from './quiet.ts'

describeWithSynapse('two humans in a private room', (synapse) => {
  let alice: Human
  let bruno: Human
  let room: string

  beforeAll(async () => {
    ;[alice, bruno] = await Promise.all([makeHuman(synapse, 'alice'), makeHuman(synapse, 'bruno')])
    room = await alice.createRoom({ name: 'Cellule de crise', invite: [bruno.userId] })
    expect(await bruno.invitedTo(alice.userId)).toBe(room)
    await bruno.join(room)
    await alice.sees(room, bruno.userId)
  })

  afterAll(() => {
    alice?.stop()
    bruno?.stop()
  })

  it('talk encrypted without having asked for it', async () => {
    const id = await alice.say(room, 'Foyer confirmé à Rodez', {
      html: '<b>Foyer confirmé</b> à Rodez',
      mentions: [bruno.userId],
    })
    const heard = await bruno.waitFor(room, (message) => message.id === id)
    expect(heard).toMatchObject({
      sender: alice.userId,
      body: 'Foyer confirmé à Rodez',
      html: '<b>Foyer confirmé</b> à Rodez',
      mentions: [bruno.userId],
      undecryptable: false,
    })
    const raw = await bruno.client.fetchRoomEvent(room, id)
    expect(raw.type).toBe('m.room.encrypted')
    const answer = await bruno.say(room, 'Bien reçu', { replyTo: id })
    expect((await alice.waitFor(room, (message) => message.id === answer)).replyTo).toBe(id)
  })

  it('see edits, threads, reactions and redactions', async () => {
    const id = await alice.say(room, 'Réunion à 14 h')
    await alice.edit(room, id, 'Réunion à 15 h')
    const inThread = await alice.say(room, 'Salle 3', { thread: id })
    expect((await bruno.waitFor(room, (message) => message.id === inThread)).thread).toBe(id)
    const edited = await bruno.waitFor(room, (message) => message.id === id && message.edited)
    expect(edited.body).toBe('Réunion à 15 h')
    await bruno.react(room, id, '👍')
    const liked = await alice.waitFor(room, (message) => message.id === id && message.reactions.length > 0)
    expect(liked.reactions.map(({ key, sender }) => [key, sender])).toEqual([['👍', bruno.userId]])
    await alice.redact(room, inThread)
    const after = await alice.say(room, 'Salle à préciser')
    await bruno.waitFor(room, (message) => message.id === after)
    expect((await bruno.shown(room)).map((message) => message.id)).not.toContain(inThread)
    const bodies = (await bruno.timeline(room)).map((message) => [message.body, message.redacted])
    expect(bodies.slice(-4)).toEqual([
      ['Réunion à 14 h', false],
      ['* Réunion à 15 h', false],
      ['', true],
      ['Salle à préciser', false],
    ])
  })

  it('pass a file that the server cannot read', async () => {
    const bytes = randomBytes(300_000)
    const id = await alice.sendFile(room, { name: 'photo.jpg', bytes, mediaType: 'image/jpeg' })
    expect(Buffer.from(await bruno.openFile(room, id)).equals(bytes)).toBe(true)
    const sent = await bruno.waitFor(room, (message) => message.id === id)
    expect(sent).toMatchObject({ msgtype: 'm.image', body: 'photo.jpg', content: { file: { v: 'v2' } } })
  })

  it('know when the other has read', async () => {
    const id = await alice.say(room, 'Lu ?')
    await bruno.read(room, id)
    await expect.poll(() => alice.client.getRoom(room)?.getEventReadUpTo(bruno.userId)).toBe(id)
  })

  it('see each other’s device as signed, and an unknown one not', async () => {
    expect(await alice.isVerified(bruno.userId, bruno.deviceId)).toBe(true)
    expect(await bruno.isVerified(alice.userId, alice.deviceId)).toBe(true)
    expect(await alice.isVerified(bruno.userId, 'NOSUCHDEVICE')).toBe(false)
  })

  it('write to each other directly and in the clear of a public room', async () => {
    const [direct] = await Promise.all([
      alice.directWith(bruno.userId),
      bruno.invitedTo(alice.userId).then((invited) => bruno.join(invited)),
    ])
    const secret = await alice.say(direct, 'Entre nous')
    expect((await bruno.waitFor(direct, (message) => message.id === secret)).body).toBe('Entre nous')
    const open = await alice.createRoom({ encrypted: false, invite: [bruno.userId] })
    await bruno.join(open)
    const said = await bruno.say(open, 'Bonjour à tous')
    expect((await alice.waitFor(open, (message) => message.id === said)).body).toBe('Bonjour à tous')
    expect((await alice.client.fetchRoomEvent(open, said)).type).toBe('m.room.message')
  })

  it('read a history longer than one sync brings, after having been cut off', async () => {
    const proxy = await startFaultProxy(synapse.url)
    const chloe = await makeHuman({ ...synapse, url: proxy.url }, 'chloé')
    await alice.client.invite(room, chloe.userId)
    await chloe.join(room)
    await alice.sees(room, chloe.userId)
    proxy.rules((call) => (call.class === 'sync' ? { type: 'lost-before' } : undefined))
    const told: string[] = []
    for (let n = 1; n <= 70; n++) told.push(await alice.say(room, `Message ${n}`))
    expect((await chloe.timeline(room)).map((message) => message.id)).not.toContain(told[1])
    proxy.rules()
    await chloe.waitFor(room, (message) => message.id === told.at(-1))
    const seen = await chloe.timeline(room)
    expect(seen.slice(-70).map((message) => message.body)).toEqual(told.map((_, n) => `Message ${n + 1}`))
    // What was said before she came is not for her to decrypt.
    expect(seen[0]).toMatchObject({ undecryptable: true, beforeJoining: true })
    expect(await chloe.undecryptable()).toBe(0)
    expect(await bruno.undecryptable()).toBe(0)
    expect(await alice.undecryptable()).toBe(0)
    chloe.stop()
    await proxy.stop()
  })

  it('tell what the room shows when a message does not come', async () => {
    await expect(alice.waitFor(room, (message) => message.body === 'jamais', 300)).rejects.toThrow(
      /waited 300 ms for the message; [^\n]* sees in ![^\n]*:\n(.*\n)*.*Message 70/,
    )
  })
})

describeWithSynapse('a human whose client excludes unsigned devices', (synapse) => {
  it('shows nothing of a device that its owner has not signed, and counts it', async () => {
    const [careful, easy] = await Promise.all([
      makeHuman(synapse, 'careful'),
      makeHuman(synapse, 'easy', { onlySigned: false }),
    ])
    const room = await careful.createRoom({ invite: [easy.userId] })
    await easy.join(room)
    await careful.sees(room, easy.userId)
    const account = await synapse.register('unsigned')
    const unsigned = createClient({
      baseUrl: synapse.url,
      userId: account.userId,
      deviceId: account.deviceId,
      accessToken: account.accessToken,
      ...quietly,
    })
    await unsigned.initRustCrypto({ useIndexedDB: false })
    await unsigned.startClient()
    await careful.client.invite(room, account.userId)
    await unsigned.joinRoom(room)
    await expect.poll(() => unsigned.getCrypto()?.isEncryptionEnabledInRoom(room)).toBe(true)
    const { event_id: id } = await unsigned.sendTextMessage(room, 'Qui suis-je ?')
    expect((await easy.waitFor(room, (message) => message.id === id)).body).toBe('Qui suis-je ?')
    expect((await careful.waitFor(room, (message) => message.id === id)).undecryptable).toBe(true)
    expect(await careful.undecryptable()).toBe(1)
    unsigned.stopClient()
    careful.stop()
    easy.stop()
  })
})
