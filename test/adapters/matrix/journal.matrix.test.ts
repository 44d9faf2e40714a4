import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { followEvent } from '#core/diffusion/follow.ts'
import { readDocument } from '#core/documents/read.ts'
import { readEvent } from '#core/events/read.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import type { Human } from '#test/synapse/human.ts'
import { ask, comeIn, makeRoom, marked, publishCheese } from './scene.ts'
import { startVigie, type Vigie } from './vigie.ts'

describeWithSynapse('what people say in rooms and the journal of an event', (synapse) => {
  let vigie: Vigie
  let claire: Human
  let luc: Human
  let number: string
  /** The event's room. */
  let room: string
  let card: string
  beforeAll(async () => {
    vigie = await startVigie(synapse)
    claire = await vigie.agent('Claire Vidal')
    luc = await vigie.agent('Luc Petit')
    const talk = await vigie.talk(claire)
    number = await publishCheese(await vigie.as('Claire Vidal'))
    // Whoever follows from now on was not told of the publication.
    await vigie.settled()
    await followEvent(await vigie.as('Luc Petit'), { number })
    await talk.say(`salle ${number}`)
    room = await comeIn(vigie, claire)
    await comeIn(vigie, luc)
    card = (await luc.waitFor(room, ({ body }) => body.startsWith(number))).id
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  const entries = async () => (await readEvent(await vigie.as('Anne Roy'), { number })).entries
  const lastEntry = async () => (await entries()).at(-1)
  const bytesOf = async (id: number) =>
    Buffer.from((await readDocument(await vigie.as('Anne Roy'), { number, id })).bytes)
  const cardShows = (words: string) =>
    luc.waitFor(room, ({ id, body }) => id === card && body.includes(words))

  it('leaves a discussion alone', async () => {
    const before = (await entries()).length
    await luc.say(room, 'Qui a vu le grossiste ?')
    await claire.say(room, 'Moi, hier.', { thread: card })
    await ask(claire, room, '!portée')
    expect(await entries()).toHaveLength(before)
  })

  it('puts a message with 📌 into it, once, under the name of its author', async () => {
    const before = (await entries()).length
    const said = await luc.say(room, 'Le grossiste a bloqué 40 cartons.')
    await claire.react(room, said, '📌')
    await marked(vigie, claire, room, said, '✅')
    await luc.react(room, said, '📌')
    await cardShows('Le grossiste a bloqué 40 cartons.')
    await vigie.settled()
    expect(await entries()).toHaveLength(before + 1)
    expect(await lastEntry()).toMatchObject({
      type: 'message',
      body: { text: 'Le grossiste a bloqué 40 cartons.' },
    })
    expect(JSON.stringify(await lastEntry())).toContain('Luc Petit')
  })

  it('puts the message that !consigner replies to into it, with its file', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2991)])
    const file = { name: 'analyse.pdf', mediaType: 'application/pdf', bytes }
    const sent = await luc.sendFile(room, file)
    const asked = await claire.say(room, '!consigner', { replyTo: sent })
    await marked(vigie, claire, room, asked, '✅')
    const [document] = (await lastEntry())?.body.documents ?? []
    expect(document).toMatchObject({ name: 'analyse.pdf', mediaType: 'application/pdf', size: 3000 })
    expect(await bytesOf(document?.id ?? 0)).toEqual(bytes)
  })

  it('takes a reply to the card for an entry', async () => {
    const said = await luc.say(room, 'Note du laboratoire attendue jeudi.', { replyTo: card })
    await marked(vigie, luc, room, said, '✅')
    expect((await lastEntry())?.body.text).toBe('Note du laboratoire attendue jeudi.')
    await cardShows('Note du laboratoire attendue jeudi.')
  })

  it('takes a photo with its caption in reply to the card for a document', async () => {
    const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(5000)])
    const photo = { name: 'étal.jpg', mediaType: 'image/jpeg', bytes, caption: 'L’étal, ce matin.' }
    const sent = await luc.sendFile(room, photo, { replyTo: card })
    await marked(vigie, luc, room, sent, '✅')
    const entry = await lastEntry()
    expect(entry?.body.text).toBe('L’étal, ce matin.')
    expect(entry?.body.documents?.[0]).toMatchObject({ name: 'étal.jpg', mediaType: 'image/jpeg' })
    expect(await bytesOf(entry?.body.documents?.[0]?.id ?? 0)).toEqual(bytes)
    expect((await ask(claire, room, '!documents')).body).toContain('étal.jpg')
  })

  it('takes what is written in a direct message for the event that it names', async () => {
    const talk = await vigie.talk(luc)
    expect(await talk.say(`message ${number} "Merci, bien reçu."`)).toContain('Message inscrit')
    await cardShows('Merci, bien reçu.')
  })

  it('takes a command in the thread of the card for its event', async () => {
    await luc.say(room, '!point Rappel affiché.', { thread: card })
    const answer = await luc.waitFor(room, ({ thread, body }) => thread === card && body.includes('Point de'))
    expect(answer.body).toContain(number)
    expect((await lastEntry())?.body.text).toBe('Rappel affiché.')
  })

  it('says when a message in it is edited or deleted, and hides nothing silently', async () => {
    const said = await luc.say(room, 'Dix pièces rendues.', { replyTo: card })
    await marked(vigie, luc, room, said, '✅')
    await luc.edit(room, said, 'Douze pièces rendues.')
    await cardShows('Douze pièces rendues.')
    expect(await lastEntry()).toMatchObject({ type: 'correction', body: { text: 'Douze pièces rendues.' } })

    await luc.redact(room, said)
    await expect.poll(async () => (await lastEntry())?.type, { timeout: 20_000 }).toBe('withdrawal')
    await luc.waitFor(room, ({ id, body }) => id === card && !body.includes('pièces rendues'))
    expect(JSON.stringify(await entries())).not.toContain('pièces rendues')
    expect((await ask(claire, room, '!preuve')).body).toContain('Fil de suivi intact')
  })

  it('shows an event once: shown anew, its card moves down', async () => {
    await claire.say(room, '!voir')
    const next = await claire.waitFor(room, ({ id, body }) => id !== card && body.startsWith(number))
    await claire.waitFor(room, ({ id, body }) => id === card && body === `La fiche ${number} est plus bas.`)
    await luc.say(room, 'Fin de la tournée.', { replyTo: next.id })
    await luc.waitFor(room, ({ id, body }) => id === next.id && body.includes('Fin de la tournée.'))
    const shown = (await luc.shown(room)).filter(({ body }) => body.startsWith(number))
    expect(shown.map(({ id }) => id)).toEqual([next.id])
  })

  it('finds the event of a message by the card above it, in the room of a structure too', async () => {
    const team = await makeRoom(vigie, [claire, luc])
    await ask(claire, team, '!rattacher')
    await vigie.settled()
    await claire.say(team, `!voir ${number}`)
    const shown = await luc.waitFor(team, ({ body }) => body.startsWith(number))
    const below = await luc.say(team, 'Le maire est prévenu.', { thread: shown.id })
    await claire.react(team, below, '📌')
    await marked(vigie, claire, team, below, '✅')
    expect((await lastEntry())?.body.text).toBe('Le maire est prévenu.')

    const elsewhere = await luc.say(team, 'De quoi parle-t-on ?')
    await claire.react(team, elsewhere, '📌')
    await marked(vigie, claire, team, elsewhere, '✉️')
    expect((await lastEntry())?.body.text).toBe('Le maire est prévenu.')
  })
})
