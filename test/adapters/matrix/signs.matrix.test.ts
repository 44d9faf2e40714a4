import { afterAll, beforeAll, expect, it } from 'vitest'
import { importRules } from '#core/directory/import-rules.ts'
import { readEvent } from '#core/events/read.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import type { Human } from '#test/synapse/human.ts'
import type { SeenMessage } from '#test/synapse/room-view.ts'
import { comeIn, publishCheese } from './scene.ts'
import { startVigie, type Talk, type Vigie } from './vigie.ts'

const draft = 'créer type:"alerte nationale" reçu:hier source:"autocontrôle produit" danger:listeria'

describeWithSynapse('a sign put on what the bot said', (synapse) => {
  let vigie: Vigie
  let claire: Human
  let talk: Talk
  beforeAll(async () => {
    vigie = await startVigie(synapse)
    claire = await vigie.agent('Claire Vidal')
    talk = await vigie.talk(claire)
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  const stateOf = async (number: string) =>
    (await readEvent(await vigie.as('Claire Vidal'), { number })).brief.state
  const next = async (act: () => Promise<unknown>): Promise<SeenMessage> => {
    const before = new Set((await claire.timeline(talk.room)).map(({ id }) => id))
    await act()
    return claire.waitFor(talk.room, ({ id, sender }) => sender === vigie.userId && !before.has(id))
  }
  const say = (text: string) => next(() => claire.say(talk.room, text))
  const put = (on: SeenMessage, key: string) => next(() => claire.react(talk.room, on.id, key))

  it('👍 publishes that draft, after a restart of the bot', async () => {
    const question = await say(`${draft} Premier lot.`)
    expect(question.body).toContain('👍 publier')
    await vigie.stop()
    await vigie.start()
    expect((await put(question, '👍')).body).toContain('A-2026.1 est publié')
    expect(await stateOf('A-2026.1')).toBe('open')
  })

  it('👍 publishes that draft and no other, when the conversation has gone on', async () => {
    const first = await say(`${draft} Deuxième lot.`)
    await say('non')
    await say(`${draft} Troisième lot.`)
    expect((await put(first, '👍🏽')).body).toContain('A-2026.2 est publié')
    // To publish is an act: the question that was open gives way to it.
    await claire.waitFor(talk.room, ({ body }) => body.includes('pour le brouillon A-2026.3, qui est gardé'))
    expect([await stateOf('A-2026.2'), await stateOf('A-2026.3')]).toEqual(['open', 'draft'])
  })

  it('❌ keeps the draft, and says nothing twice', async () => {
    const question = await say(`${draft} Quatrième lot.`)
    expect((await put(question, '❌')).body).toContain('Le brouillon A-2026.4 est gardé')
    expect((await put(question, '👎')).body).toContain('n’attend plus de réponse')
    expect(await stateOf('A-2026.4')).toBe('draft')
  })

  it('a number chooses, and the signs of the bot itself do nothing', async () => {
    const question = await say('créer')
    expect(question.body).toContain('1. Alerte produit nationale')
    const reply = await put(question, '2️⃣')
    expect(reply.body).toContain('Alerte produit locale')
    expect((await say('annuler')).body).toContain('abandonnée')
  })

  it('what stands for nothing there is only friendly', async () => {
    const answer = await say('mes abonnements')
    await claire.react(talk.room, answer.id, '🎉')
    await claire.react(talk.room, answer.id, '👍')
    const told = await say('suite')
    const since = (await claire.shown(talk.room)).slice(-3).map(({ id }) => id)
    expect(since).toContain(told.id)
    expect(since).toContain(answer.id)
  })

  it('👍 on a notice that asks for it, and having read it, stand in the proof', async () => {
    const anne = await vigie.agent('Anne Roy')
    const csv = [
      'Code;Structure;Requête;Raison;Destinataires',
      'mus;AC/DAC/DGAL/MUS;type:alerte-nationale;La MUS est toujours informée;agents',
    ].join('\n')
    await importRules(vigie.parts.contextFor({ type: 'system', name: 'Essai' }), { csv })
    const number = await publishCheese(await vigie.as('Claire Vidal'))
    const room = await comeIn(vigie, anne)
    const notice = await anne.waitFor(room, ({ body }) => body.startsWith(number))
    expect(notice.body).toContain('Accusez réception')
    await vigie.settled()
    await anne.read(room, notice.id)
    const proof = () => next(() => claire.say(talk.room, `preuve ${number}`))
    await expect.poll(async () => (await proof()).body, { timeout: 20_000 }).toContain(', lu le')
    expect((await proof()).body).not.toContain('accusé le')
    await anne.react(room, notice.id, '👍')
    await anne.waitFor(
      room,
      ({ id, reactions }) => id === notice.id && reactions.some(({ key }) => key === '✅'),
    )
    const { body } = await proof()
    expect(body).toContain('Anne Roy')
    expect(body).toContain('accusé le')
    await anne.say(room, 'reçu', { replyTo: notice.id })
    await anne.waitFor(room, ({ body }) => body.includes('était déjà noté'))
  })
})
