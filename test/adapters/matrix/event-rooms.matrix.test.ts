import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeEvent } from '#core/events/close.ts'
import { reopenEvent } from '#core/events/reopen.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import type { Human } from '#test/synapse/human.ts'
import { ask, comeIn, publishCheese } from './scene.ts'
import { startVigie, type Talk, type Vigie } from './vigie.ts'

describeWithSynapse('the room of an event', (synapse) => {
  let vigie: Vigie
  let claire: Human
  let luc: Human
  let anne: Human
  let talk: Talk
  let lucTalk: Talk
  let number: string
  let room: string
  beforeAll(async () => {
    vigie = await startVigie(synapse)
    claire = await vigie.agent('Claire Vidal')
    luc = await vigie.agent('Luc Petit')
    anne = await vigie.agent('Anne Roy')
    talk = await vigie.talk(claire)
    lucTalk = await vigie.talk(luc)
    number = await publishCheese(await vigie.as('Claire Vidal'))
    await lucTalk.say(`suivre ${number}`)
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  /** As the server has it. */
  const setting = (type: string) => claire.client.getStateEvent(room, type, '')
  const nameNow = async () => (await setting('m.room.name')).name
  const levelToWrite = async () => (await setting('m.room.power_levels')).events_default
  const membership = ({ userId }: Human) => claire.client.getRoom(room)?.getMember(userId)?.membership
  const eventually = (see: () => unknown) => expect.poll(see, { timeout: 20_000 })

  it('is made on request: encrypted, named by the number, with those whom the event concerns and its card', async () => {
    expect(await talk.say(`salle ${number}`)).toContain('Salon demandé')
    room = await comeIn(vigie, claire)
    expect(await comeIn(vigie, luc)).toBe(room)
    expect(await nameNow()).toBe(number)
    expect(claire.client.getRoom(room)?.hasEncryptionStateEvent()).toBe(true)
    const card = await claire.waitFor(room, ({ body }) => body.startsWith(number))
    expect(card.body).toContain('Ferme des Trois Sapins')
    expect(card.mentions).toEqual([])
    await luc.waitFor(room, ({ id }) => id === card.id)
  })

  it('is one, however often it is asked for', async () => {
    expect(await lucTalk.say(`salle ${number}`)).toContain('a déjà son salon')
    await vigie.settled()
    for (const human of [claire, luc]) {
      const named = human.client.getRooms().filter(({ name }) => name.startsWith(number))
      expect(named.map(({ roomId }) => roomId)).toEqual([room])
    }
  })

  it('takes its event for granted, and speaks of no other', async () => {
    const other = await publishCheese(await vigie.as('Paul Serre'), { denomination: 'Tomme' })
    expect((await ask(luc, room, '!point Rappel publié.')).body).toContain(number)
    const answer = await ask(luc, room, `!voir ${other}`)
    expect(answer.body).toContain('je ne parle que de son évènement')
    expect(answer.body).not.toContain('Tomme')
  })

  it('is joined by who follows the event later, who then sees its card', async () => {
    const anneTalk = await vigie.talk(anne)
    await anneTalk.say(`suivre ${number}`)
    expect(await comeIn(vigie, anne)).toBe(room)
    await anne.waitFor(
      room,
      ({ body, undecryptable }) =>
        !undecryptable && body.startsWith(number) && body.includes('Rappel publié.'),
    )
    expect(await anne.undecryptable()).toBe(0)
  })

  it.each(['Jean Lebon', 'Inconnue'] as const)(
    'is not for who may not see the event, whoever invites him: %s',
    async (who) => {
      const human = who === 'Jean Lebon' ? await vigie.agent(who) : await vigie.stranger(who)
      await claire.client.invite(room, human.userId)
      await claire.sees(room, human.userId, 'leave')
    },
  )

  it('keeps who no longer follows and may still see it, and does not ask back who left', async () => {
    await lucTalk.say(`ne plus suivre ${number}`)
    await vigie.settled()
    expect(membership(luc)).toBe('join')
    await luc.client.leave(room)
    await claire.sees(room, luc.userId, 'leave')
    await vigie.settled()
    expect(membership(luc)).toBe('leave')
  })

  it('is read-only once its event is closed, and open again with it', async () => {
    await closeEvent(await vigie.as('Anne Roy'), { number })
    await claire.waitFor(room, ({ body }) => body.startsWith(number) && body.includes('· clos ·'))
    await vigie.settled()
    await eventually(nameNow).toBe(`${number} (clos)`)
    await eventually(levelToWrite).toBeGreaterThanOrEqual(50)

    await reopenEvent(await vigie.as('Anne Roy'), { number })
    await eventually(levelToWrite).toBe(0)
    await eventually(nameNow).toBe(number)
    expect((await ask(claire, room, '!portée')).body).toContain(number)
  })

  it('is left by who leaves the directory', async () => {
    await vigie.deactivate('Anne Roy')
    await claire.sees(room, anne.userId, 'leave')
  })
})
