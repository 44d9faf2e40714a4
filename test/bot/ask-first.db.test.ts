import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChatAnswer, ChatMessage } from '#bot/chat.ts'
import { consignMessage } from '#bot/consign.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { asOwner } from '#test/database.ts'
import { addressOf, makeRoomWorld, photo, provider, type RoomWorld } from './room-world.ts'

let rooms: RoomWorld
beforeAll(async () => {
  rooms = await makeRoomWorld()
  const { world, luc, number } = rooms
  await followEvent(world.as(luc), { number })
})
afterAll(() => rooms[Symbol.asyncDispose]())

/** Everybody is asked before anybody is told, unless a test says otherwise. */
const setting = (changes: { confirmAbove?: number; haste?: number }) =>
  rooms.world.store.read().nativeUpdate(AgentSchema, {}, { confirmAbove: 0, haste: 1000, ...changes })
beforeEach(async () => {
  await setting({})
})

const entries = async () => (await rooms.journal(rooms.number)).length
const lastEntry = async () => (await rooms.journal(rooms.number)).at(-1)
const textsOf = (answers: readonly ChatAnswer[]) =>
  answers.map(({ text }) => text.replaceAll(/[\u00a0\u202f]/g, ' ')).join('\n\n')
const direct = async (text: string, more: Partial<ChatMessage> = {}) =>
  rooms.say(rooms.claire, '!direct', text, { audience: 'private', ...more })

describe('an act that is asked about', () => {
  it('leaves nothing behind before yes: no entry, no job, no version', async () => {
    const { world, number } = rooms
    const jobs = async () => (await world.store.pool.query('select from graphile_worker.jobs')).rowCount
    const [before, waiting] = [await entries(), await jobs()]
    expect(textsOf(await direct(`point ${number} Rappel publié.`))).toMatch(
      /Rien n’est encore parti[\s\S]*1 destinataire serait averti : Luc[\s\S]*« Rappel publié\. »/,
    )
    await direct(`modifier ${number} lots:L9`)
    expect([await entries(), await jobs()]).toEqual([before, waiting])
    await direct('non')
  })

  it('tells exactly those whom its answer names', async () => {
    const { world, number } = rooms
    await direct(`message ${number} Quatorze magasins.`)
    expect(textsOf(await direct('oui'))).toContain('1 destinataire est averti : Luc.')
    const [entry] = await world.store
      .read()
      .find(EntrySchema, { type: 'message' }, { orderBy: { id: 'desc' } })
    await diffuseEntry(world.system, { entryId: entry?.id ?? 0 })
    const told = await world.store.read().find(DeliverySchema, { entryId: entry?.id ?? 0 })
    expect(told.map(({ agentId }) => agentId)).toEqual([rooms.luc.id])
  })

  it('is refused at once when it may not be done at all', async () => {
    expect(textsOf(await direct(`clore ${rooms.number}`))).toContain('seule l’administration centrale')
  })

  it('is given back when it is refused after yes', async () => {
    const { number } = rooms
    await direct(`point ${number} Rappel terminé.`)
    const become = (state: string) =>
      asOwner(rooms.world.store.url, async (owner) => {
        await owner.query('set session_replication_role = replica')
        await owner.query('update event set state = $1 where number = $2', [state, number])
      })
    await become('draft')
    try {
      expect(textsOf(await direct('oui'))).toMatch(/« brouillon »[\s\S]*point A-2026\.\d+ Rappel terminé\./)
    } finally {
      await become('open')
    }
    expect(textsOf(await direct('oui'))).toContain('Aucune question n’est en cours')
  })

  it('has its files when yes comes, fetched from the message that brought them', async () => {
    const { number, quoted, nextId } = rooms
    const id = nextId()
    const from = { from: addressOf(rooms.claire), name: 'Claire', text: '', at: '2026-11-23T09:00:00Z' }
    quoted.set(id, { id, ...from, files: [photo] })
    expect(textsOf(await direct(`point ${number} Photo du lot.`, { id, files: [photo] }))).toContain(
      'Avec : photo.png.',
    )
    expect(textsOf(await direct('ok'))).toContain('Document joint : photo.png')
    expect((await lastEntry())?.body.documents).toMatchObject([{ name: 'photo.png' }])
    const gone = nextId()
    await direct(`documents ${number}`, { id: gone, files: [photo] })
    const before = await entries()
    expect(textsOf(await direct('ok'))).toContain('Je n’ai rien consigné')
    expect(await entries()).toBe(before)
  })

  it('tells nobody of what comes with a note', async () => {
    const { number, world } = rooms
    const jobs = async () =>
      (await world.store.pool.query("select from graphile_worker.jobs where task_identifier = 'diffuse'"))
        .rowCount
    const before = await jobs()
    expect(textsOf(await direct(`note ${number} Pour nous.`, { files: [photo] }))).toMatch(
      /n’avertit personne[\s\S]*Document joint/,
    )
    expect(await jobs()).toBe(before)
  })
})

describe('what is done without a sentence', () => {
  const card = () => ({ about: '$card', event: rooms.number })

  it('is asked about as well: an answer to a card', async () => {
    const { claire, quoted, nextId, say } = rooms
    const id = nextId()
    const before = await entries()
    const text = 'Le lot est retiré de la vente.'
    expect(textsOf(await say(claire, '!event', text, { ...card(), id }))).toMatch(
      /« Le lot est retiré de la vente\. »/,
    )
    expect(await entries()).toBe(before)
    quoted.set(id, {
      id,
      from: addressOf(claire),
      name: 'Claire',
      text,
      at: '2026-11-23T09:00:00Z',
      files: [],
    })
    const [sign] = await say(claire, '!event', '!oui')
    expect(sign?.sign).toBe('done')
    expect(await lastEntry()).toMatchObject({ author: 'Claire Vidal (DDPP 34)', body: { text } })
    expect((await lastEntry())?.body.said).toBeUndefined()
  })

  it('is asked about as well: a message that is marked', async () => {
    const { claire, quoted, deps, number } = rooms
    const said = { id: '$pinned', from: '@jean:firm.example', name: 'Jean', text: 'Lot bloqué chez nous.' }
    const message = { ...said, at: '2026-11-23T08:30:00Z', files: [] }
    quoted.set('$pinned', message)
    const by = { provider, from: addressOf(claire) } as const
    const before = await entries()
    const sign = { id: '$sign', audience: 'room' } as const
    const asked = await consignMessage(deps, { by, message, room: '!event', number, ...sign })
    expect(textsOf(asked)).toContain('« Lot bloqué chez nous. »')
    expect(await entries()).toBe(before)
    await rooms.say(claire, '!event', 'oui', { named: true })
    expect((await lastEntry())?.body.said?.by).toBe('Jean (@jean:firm.example)')
  })

  it('says whom it tells, beside its sign', async () => {
    await setting({ confirmAbove: 20 })
    const { claire, say } = rooms
    const [answer] = await say(claire, '!event', 'Les 14 magasins sont livrés.', card())
    expect(answer?.sign).toBe('done')
    expect(textsOf([answer ?? { text: '' }])).toMatch(
      /« Les 14 magasins sont livrés\. »\n1 destinataire est averti : Luc\./,
    )
  })

  it('is asked about when it is hardly a text', async () => {
    await setting({ confirmAbove: 20 })
    const { claire, say } = rooms
    for (const text of ['👍', 'ok', 'oui'])
      expect(textsOf(await say(claire, '!event', text, card()))).toContain('très court')
    await say(claire, '!event', 'non', { named: true })
  })
})

describe('acts in haste', () => {
  it('are asked about, then refused, and go on when time has passed', async () => {
    await setting({ confirmAbove: 20, haste: 3 })
    const { number, world } = rooms
    const later = (time: Temporal.DurationLike) => world.clock.set(world.clock.now().add(time).toString())
    later({ minutes: 10 })
    const post = (nth: number) => direct(`message ${number} Ligne ${nth} du tableau.`)
    for (const nth of [1, 2, 3]) expect(textsOf(await post(nth))).toContain('est averti : Luc')
    expect(textsOf(await post(4))).toMatch(
      /averti des destinataires 3 fois en 5 minutes : envoyer quand même/,
    )
    expect(textsOf(await direct('oui'))).toContain('« Ligne 4 du tableau. »')
    for (const nth of [5, 6, 7, 8, 9]) {
      await post(nth)
      await direct('oui')
    }
    expect(textsOf(await post(10))).toMatch(/9 fois en 5 minutes : c’est trop/)
    later({ minutes: 6 })
    expect(textsOf(await post(11))).toContain('est averti : Luc')
  })
})
