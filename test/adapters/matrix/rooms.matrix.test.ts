import { EventType } from 'matrix-js-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postEntry } from '#core/events/post.ts'
import { updateEvent } from '#core/events/update.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import type { Human } from '#test/synapse/human.ts'
import { ask, makeRoom, marked, publishCheese, saidBy } from './scene.ts'
import { startVigie, type Talk, type Vigie } from './vigie.ts'

describeWithSynapse('the room of a structure', (synapse) => {
  let vigie: Vigie
  let claire: Human
  let luc: Human
  let paul: Human
  let claireTalk: Talk
  let lucTalk: Talk
  let room: string
  beforeAll(async () => {
    vigie = await startVigie(synapse)
    claire = await vigie.agent('Claire Vidal')
    luc = await vigie.agent('Luc Petit')
    paul = await vigie.agent('Paul Serre')
    claireTalk = await vigie.talk(claire)
    lucTalk = await vigie.talk(luc)
    room = await makeRoom(vigie, [claire, luc])
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  /** What the bot's messages said about an event here, first to last, edits included. */
  const everSaid = async (words: string) =>
    (await claire.timeline(room)).filter(
      ({ sender, body }) => sender === vigie.userId && body.includes(words),
    )

  it('is answered in private until it is bound, with a sign where it was asked', async () => {
    const id = await luc.say(room, '!mes abonnements')
    await marked(vigie, luc, room, id, '✉️')
    await luc.waitFor(lucTalk.room, ({ body }) => body.startsWith('Vous n’avez aucun abonnement'))
    expect(await everSaid('')).toEqual([])
  })

  it('is bound by an agent who administers it, and by nobody else', async () => {
    const id = await luc.say(room, '!rattacher')
    await marked(vigie, luc, room, id, '✉️')
    await luc.waitFor(lucTalk.room, ({ body }) => /administre/.test(body))
    expect((await ask(claire, room, '!rattacher')).body).toContain('est rattaché à DDPP 34')
  })

  it('hears what is said to the bot and nothing else, by its name or in English', async () => {
    await vigie.settled()
    await claire.say(room, 'voir ce que Vigie en dit')
    const answer = await ask(luc, room, 'Vigie, aide portée')
    expect(answer.body).toContain('portée')
    expect((await ask(luc, room, '!help')).body).toContain('créer')
    const named = await claire.say(room, `${vigie.userId} mes abonnements`, { mentions: [vigie.userId] })
    const reply = await claire.waitFor(room, ({ replyTo }) => replyTo === named)
    expect(reply.body).toContain('aucun abonnement')
  })

  let number: string
  it('is told once, by a card that changes with the event', async () => {
    expect((await ask(luc, room, '!abonner salon danger:listeria')).body).toContain('du salon enregistré')
    number = await publishCheese(await vigie.as('Paul Serre'))
    const card = await luc.waitFor(room, ({ body }) => body.startsWith(number))
    expect(card.body).toContain('Ferme des Trois Sapins')
    expect(card.body).toContain('Pour arrêter\u00a0: !désabonner 1.')
    await vigie.settled()
    expect(await saidBy(vigie, claire, room, number)).toHaveLength(1)

    await updateEvent(await vigie.as('Paul Serre'), { number, fields: { lots: 'L2381, L2382' } })
    const change = await luc.waitFor(room, ({ thread }) => thread === card.id)
    expect(change.body).toContain('L2381 → L2381, L2382')
    const edited = await luc.waitFor(room, ({ id, body }) => id === card.id && body.includes('L2382'))
    expect(edited.edited).toBe(true)
  })

  describe.each([
    ['an agent of another structure', 'Paul Serre'],
    ['somebody whom the directory does not know', 'Inconnue'],
  ] as const)('while %s is present', (_, who) => {
    let outsider: Human
    let before: number
    it('says so, and lowers its cards', async () => {
      outsider = who === 'Paul Serre' ? paul : await vigie.stranger(who)
      before = (await saidBy(vigie, claire, room, 'Une personne extérieure')).length
      await claire.client.invite(room, outsider.userId)
      await outsider.join(room)
      await outsider.waitFor(room, ({ body }) => body.startsWith('Une personne extérieure'))
      const lowered = await claire.waitFor(
        room,
        ({ body }) => body.startsWith(number) && !body.includes('Ferme'),
      )
      expect(JSON.stringify(lowered.content)).not.toMatch(/Ferme des Trois Sapins|L2382|Autocontrôle positif/)
      await vigie.settled()
      // She reads it a moment after the one who came.
      await expect
        .poll(async () => (await saidBy(vigie, claire, room, 'Une personne extérieure')).length, {
          timeout: 10_000,
        })
        .toBe(before + 1)
    })

    it('is told no more than the teaser', async () => {
      const secret = `Le revendeur ${who} a tout retiré.`
      const before = new Set((await everSaid(number)).map(({ id }) => id))
      await postEntry(await vigie.as('Paul Serre'), { number, type: 'situation-report', text: secret })
      await claire.waitFor(room, ({ id, thread }) => thread !== undefined && !before.has(id))
      await vigie.settled()
      const since = (await everSaid(number)).filter(({ id }) => !before.has(id))
      expect(since.length).toBeGreaterThan(0)
      for (const { content } of since) expect(JSON.stringify(content)).not.toMatch(/Ferme|revendeur|L2382/)
    })

    it('is answered in private', async () => {
      const asked = await claire.say(room, `!voir ${number}`)
      await marked(vigie, claire, room, asked, '✉️')
      const card = await claire.waitFor(
        claireTalk.room,
        ({ body }) => body.startsWith(number) && body.includes(who),
      )
      expect(card.body).toContain('Ferme des Trois Sapins')
    })

    it('shows everything again once he has left', async () => {
      await outsider.client.leave(room)
      await claire.waitFor(room, ({ body }) => body.startsWith(number) && body.includes('Ferme'))
      const { body } = await ask(luc, room, `!portée ${number}`)
      expect(body).toContain(number)
    })
  })

  it('names whom it does not know when it is bound, until they are linked', async () => {
    const jean = await vigie.stranger('Jean Lebon')
    const other = await makeRoom(vigie, [paul, jean])
    expect((await ask(paul, other, '!rattacher')).body).toContain('est rattaché à DDPP 30')
    const told = await paul.waitFor(other, ({ body }) => body.startsWith('Une personne extérieure'))
    expect(told.body).toContain(`${nameOf(jean)}. Je n’y montre que le résumé`)
    expect(told.mentions).toEqual([])
    await vigie.link(jean, 'Jean Lebon')
    await jean.waitFor(other, ({ body }) => body.startsWith('Ce salon ne compte plus que des agents'))
    await vigie.settled()
    expect(await saidBy(vigie, paul, other, 'Une personne extérieure')).toHaveLength(1)
  })

  it('hears the rest when somebody asked and removed it, took back his invitation, or lets it not speak', async () => {
    const [left, withdrawn] = [await makeRoom(vigie, [claire]), await claire.createRoom({ name: 'Essai' })]
    const mute = await makeRoom(vigie, [luc, claire])
    expect((await ask(luc, mute, '!rattacher')).body).toContain('est rattaché à DDPP 34')
    await vigie.settled()
    await vigie.stop()
    await claire.say(left, '!aide')
    await claire.client.kick(left, vigie.userId)
    await claire.client.invite(withdrawn, vigie.userId)
    await claire.client.kick(withdrawn, vigie.userId)
    const levels = luc.client.getRoom(mute)?.currentState.getStateEvents('m.room.power_levels', '')
    await luc.client.sendStateEvent(mute, EventType.RoomPowerLevels, {
      ...levels?.getContent(),
      events_default: 50,
    })
    await luc.client.invite(mute, paul.userId)
    await paul.join(mute)
    await vigie.start()
    expect(await claireTalk.say('mes abonnements')).toContain('aucun abonnement')
    for (const again of [left, withdrawn]) {
      await claire.client.invite(again, vigie.userId)
      await claire.sees(again, vigie.userId)
    }
    await luc.client.sendStateEvent(mute, EventType.RoomPowerLevels, {
      ...levels?.getContent(),
      events_default: 0,
    })
    const asked = await luc.say(mute, '!mes abonnements')
    await marked(vigie, luc, mute, asked, '✉️')
    await vigie.settled()
  })

  it('is followed when it is upgraded, with its subscriptions', async () => {
    const { replacement_room: next } = await claire.client.upgradeRoom(room, '11')
    await claire.join(next)
    await claire.client.invite(next, vigie.userId)
    await claire.sees(next, vigie.userId)
    await claire.client.invite(next, luc.userId)
    await luc.join(next)
    await vigie.settled()
    const later = await publishCheese(await vigie.as('Paul Serre'), { lots: 'L9' })
    const card = await luc.waitFor(next, ({ body }) => body.startsWith(later))
    expect(card.body).toContain('L9')
  })

  it('rings for nobody but whoever is asked something', async () => {
    const messages = [...(await claire.timeline(room)), ...(await claire.timeline(claireTalk.room))]
    const calls = messages.filter(({ sender }) => sender === vigie.userId).flatMap(({ mentions }) => mentions)
    expect(calls).toEqual([])
    expect(await claire.undecryptable()).toBe(0)
    expect(await luc.undecryptable()).toBe(0)
  })
})

function nameOf({ client, userId }: Human): string | undefined {
  return client.getUser(userId)?.rawDisplayName
}
