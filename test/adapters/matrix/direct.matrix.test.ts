import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { startVigie, type Vigie } from './vigie.ts'

describeWithSynapse('a direct message with Vigie', (synapse) => {
  let vigie: Vigie
  beforeAll(async () => {
    vigie = await startVigie(synapse)
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  it('answers a linked agent, encrypted, from a device that clients show as signed', async () => {
    const claire = await vigie.agent('Claire Vidal')
    const talk = await vigie.talk(claire)
    expect(await talk.say('aide')).toContain('créer')
    expect(await claire.undecryptable()).toBe(0)
  })

  it('corrects its answer in place when the command that it did not understand is corrected', async () => {
    const luc = await vigie.agent('Luc Petit')
    const talk = await vigie.talk(luc)
    const isAnswer = (told: string) => (message: { sender: string; body: string }) =>
      message.sender === vigie.userId && message.body.includes(told)
    const asked = await luc.say(talk.room, 'chrcher quelque chose')
    const answer = await luc.waitFor(talk.room, isAnswer('Je n’ai pas compris'))
    await luc.edit(talk.room, asked, 'mes abonnements')
    const corrected = await luc.waitFor(talk.room, isAnswer('Vous n’avez aucun abonnement'))
    expect(corrected).toMatchObject({ id: answer.id, edited: true })
  })

  it('lets what a command did stand when its message is edited', async () => {
    const anne = await vigie.agent('Anne Roy')
    const talk = await vigie.talk(anne)
    const asked = await anne.say(talk.room, 'abonner danger:listeria')
    await anne.waitFor(talk.room, ({ body }) => body.startsWith('Abonnement'))
    await anne.edit(talk.room, asked, 'abonner danger:salmonelle')
    expect(await talk.say('mes abonnements')).toMatch(/danger:listeria/)
    expect(await talk.say('mes abonnements')).not.toMatch(/salmon/)
  })
})
