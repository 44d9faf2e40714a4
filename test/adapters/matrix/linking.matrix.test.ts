import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithSynapse } from '#test/synapse/given.ts'
import type { Human } from '#test/synapse/human.ts'
import { ask, makeRoom, publishCheese } from './scene.ts'
import { startVigie, type Talk, type Vigie } from './vigie.ts'

describeWithSynapse('an account on Tchap', (synapse) => {
  let vigie: Vigie
  let claire: Human
  let talk: Talk
  let number: string
  beforeAll(async () => {
    vigie = await startVigie(synapse)
    number = await publishCheese(await vigie.as('Paul Serre'))
    claire = await vigie.agent('Claire Vidal', { linked: false })
    talk = await vigie.talk(claire)
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  it('gets help and nothing else before it is linked, also by its invitation', async () => {
    const [welcome] = await claire.shown(talk.room)
    for (const answer of [welcome?.body, await talk.say(`voir ${number}`), await talk.say('chercher brie')]) {
      expect(answer).toContain('lier prenom.nom@exemple.gouv.fr')
      expect(answer).not.toMatch(/brie de meaux|A-2026/i)
    }
  })

  it('has no file fetched before it is linked: one that would be refused for its size gets the help as well', async () => {
    const file = {
      name: 'a.pdf',
      mediaType: 'application/pdf',
      bytes: Buffer.from('%PDF-1.7'),
      announced: 2 ** 40,
    }
    const before = new Set((await claire.timeline(talk.room)).map(({ id }) => id))
    await claire.sendFile(talk.room, file)
    const answer = await claire.waitFor(
      talk.room,
      ({ id, sender }) => sender === vigie.userId && !before.has(id),
    )
    expect(answer.body).toContain('lier prenom.nom@exemple.gouv.fr')
  })

  it('is not answered in a room, but for help, which sends it to a direct message', async () => {
    const luc = await vigie.agent('Luc Petit')
    const room = await makeRoom(vigie, [luc, claire])
    await claire.say(room, `!voir ${number}`)
    expect((await ask(claire, room, '!aide')).body).toBe(
      'Je ne reconnais pas encore votre compte\u00a0: écrivez-moi en message privé pour le lier.',
    )
    await vigie.settled()
    const said = (await claire.shown(room)).filter(({ sender }) => sender === vigie.userId)
    expect(said).toHaveLength(1)
  })

  it('does not learn whether a mail address is known', async () => {
    const unknown = await talk.say('lier personne@agri.example')
    const known = await talk.say('lier claire.vidal@agri.example')
    expect(known.replace('claire.vidal@', 'personne@')).toBe(unknown)
    await vigie.settled()
    expect((await vigie.mails()).map(({ to }) => to)).toEqual(['claire.vidal@agri.example'])
  })

  it('is linked by the code that was mailed, and by no other', async () => {
    expect(await talk.say('00000000')).toContain('Il vous reste 4 essais')
    expect(await talk.say('mes abonnements')).toContain('lier prenom.nom')
    expect(await talk.say(await vigie.nextCode())).toContain('Bonjour Claire Vidal, votre compte est lié')
    expect(await talk.say('mes abonnements')).toContain('aucun abonnement')
    expect(await talk.say(`voir ${number}`)).toContain('Brie de Meaux')
    await vigie.settled()
    const [, confirmation] = await vigie.mails()
    expect(confirmation).toMatchObject({ to: 'claire.vidal@agri.example' })
    expect(confirmation?.text).toContain(claire.userId)
  })

  it('is told by mail again what it no longer receives, once it is unlinked', async () => {
    await talk.say('abonner danger:salmonelle sur Tchap')
    expect(await talk.say('délier')).toContain('n’est plus lié')
    expect(await talk.say('mes abonnements')).toContain('lier prenom.nom')
    const before = (await vigie.mails()).length
    await publishCheese(await vigie.as('Paul Serre'), { dangerCategory: 'salmonella' })
    await vigie.settled()
    expect((await vigie.mails()).slice(before).map(({ to }) => to)).toEqual(['claire.vidal@agri.example'])
  })

  it('is unlinked when its agent leaves the directory', async () => {
    const paul = await vigie.agent('Paul Serre')
    const paulTalk = await vigie.talk(paul)
    expect(await paulTalk.say(`voir ${number}`)).toContain('Brie de Meaux')
    await vigie.deactivate('Paul Serre')
    expect(await paulTalk.say(`voir ${number}`)).toContain('lier prenom.nom')
  })
})

describeWithSynapse('an account of a server that is not served', (synapse) => {
  it('is left alone: the bot does not stay where it invites', async () => {
    await using vigie = await startVigie(synapse, { env: { MATRIX_ALLOWED_DOMAINS: 'agent.dinum.test' } })
    const claire = await vigie.agent('Claire Vidal')
    const room = await claire.createRoom({ invite: [vigie.userId] })
    await claire.sees(room, vigie.userId, 'leave')
    expect(await claire.shown(room)).toEqual([])
  })
})
