import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acknowledge } from '#bot/acknowledge.ts'
import { correctConsigned, withdrawConsigned } from '#bot/amend.ts'
import type { ChatMessage, QuotedMessage } from '#bot/chat.ts'
import { consignMessage } from '#bot/consign.ts'
import { onceFor } from '#bot/once.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { addressOf, makeRoomWorld, photo, program, provider, type RoomWorld } from './room-world.ts'

let rooms: RoomWorld
beforeAll(async () => {
  rooms = await makeRoomWorld()
})
afterAll(() => rooms[Symbol.asyncDispose]())

const journal = () => rooms.journal(rooms.number)
const lastEntry = async () => (await journal()).at(-1)

describe('an answer to a card', () => {
  const reply = (who: Agent, text: string, more: Partial<ChatMessage> = {}) =>
    rooms.say(who, '!event', text, { about: '$card', event: rooms.number, ...more })

  it('is written in the journal with its files: a sign says so, and words whom it tells', async () => {
    const { paul, number } = rooms
    const [answer] = await reply(paul, 'Le lot est retiré.', { files: [photo] })
    expect(answer).toMatchObject({ sign: 'done', about: number })
    expect(answer?.text).toMatch(
      /«\sLe lot est retiré\.\s»\nDocument joint\s: photo\.png\.\n1 destinataire est averti\s: Claire\./,
    )
    expect(await lastEntry()).toMatchObject({
      type: 'message',
      author: 'Paul Serre (DDPP 30)',
      body: { text: 'Le lot est retiré.', documents: [{ name: 'photo.png' }] },
    })
  })

  it('may be files alone', async () => {
    const { paul } = rooms
    await reply(paul, '', { files: [{ ...photo, name: 'autre.png' }] })
    expect(await lastEntry()).toMatchObject({
      type: 'document',
      body: { documents: [{ name: 'autre.png' }] },
    })
  })

  it('is a command when it is marked, calls the bot, or is nothing but one', async () => {
    const { paul, number } = rooms
    const before = (await journal()).length
    for (const [text, named] of [
      ['!portée', false],
      ['portée', false],
      [`voir ${number}`, false],
      ['chercher brie', true],
    ] as const) {
      const [answer] = await reply(paul, text, { named })
      expect(answer?.sign).toBeUndefined()
    }
    expect(await journal()).toHaveLength(before)
  })

  it('is prose when a command takes any text after its word', async () => {
    const { paul } = rooms
    await reply(paul, 'Note du laboratoire reçue ce matin.')
    expect((await lastEntry())?.body.text).toBe('Note du laboratoire reçue ce matin.')
  })

  it('that is refused is told to its author alone', async () => {
    const { paul } = rooms
    const before = (await journal()).length
    const [answer] = await reply(paul, 'Voici.', { files: [program] })
    expect(answer).toMatchObject({ where: 'private' })
    expect(answer?.text).toContain('virus.exe')
    expect(await journal()).toHaveLength(before)
  })

  it('follows its message: an edit becomes a correction, a deletion a withdrawal', async () => {
    const { paul, deps, nextId } = rooms
    const id = nextId()
    await reply(paul, 'Quatorze magasins.', { id })
    const by = { provider, from: addressOf(paul) } as const
    const at = '2026-11-23T09:05:00Z'
    const edit = { provider, id: nextId(), room: '!event' } as const
    const corrected = () =>
      onceFor(deps, edit, (joined) =>
        correctConsigned(joined, { by, message: { id, text: 'Quinze magasins.', at } }),
      )
    expect((await corrected()).answers).toEqual([{ text: '', sign: 'done' }])
    expect((await corrected()).again).toBe(true)
    expect(await lastEntry()).toMatchObject({ type: 'correction', body: { text: 'Quinze magasins.' } })
    expect(await withdrawConsigned(deps, { by, message: { id, at } })).toEqual([])
    expect(await lastEntry()).toMatchObject({ type: 'withdrawal' })
    const unknown = { by, message: { id: '$nowhere', text: 'x', at } }
    expect(await correctConsigned(deps, unknown)).toEqual([])
  })
})

describe('a message that is consigned', () => {
  const someone: QuotedMessage = {
    id: '$said',
    from: '@jean:firm.example',
    name: 'Jean Dupont',
    text: 'Nous avons bloqué le lot.',
    at: '2026-11-23T08:30:00Z',
    files: [photo],
  }
  beforeAll(() => {
    rooms.quoted.set('$said', someone)
  })

  it('by an answer that says so, keeps its author, its time and its files', async () => {
    const { claire, luc, number, say } = rooms
    const [answer] = await say(claire, '!nobody', `!consigner ${number}`, { about: '$said' })
    expect(answer).toMatchObject({ text: '', sign: 'done', about: number })
    expect(await lastEntry()).toMatchObject({
      author: 'Claire Vidal (DDPP 34)',
      body: {
        text: 'Nous avons bloqué le lot.',
        said: { by: 'Jean Dupont (@jean:firm.example)', at: '2026-11-23T08:30:00Z' },
        documents: [{ name: 'photo.png' }],
      },
    })
    const before = (await journal()).length
    const [again] = await say(luc, '!nobody', `!consigner ${number}`, { about: '$said' })
    expect(again?.sign).toBeUndefined()
    expect(await journal()).toHaveLength(before)
  })

  it('by a sign, goes to the event of the room, and names an agent as the journal does', async () => {
    const { claire, paul, number, deps, nextId } = rooms
    const by = { provider, from: addressOf(claire) } as const
    const message = { ...someone, id: nextId(), from: addressOf(paul), name: 'Paulo', files: [] }
    expect(
      await consignMessage(deps, { by, message, room: '!event', id: nextId(), audience: 'room' }),
    ).toEqual([{ text: '', sign: 'done', about: number }])
    expect((await lastEntry())?.body.said?.by).toBe('Paul Serre (DDPP 30)')
  })

  it('nowhere asks for a number; by a stranger it is nobody’s business', async () => {
    const { claire, deps, nextId } = rooms
    const message = { ...someone, id: nextId() }
    const asked = await consignMessage(deps, {
      by: { provider, from: addressOf(claire) },
      message,
      room: '!nobody',
      id: nextId(),
      audience: 'room',
    })
    expect(asked[0]).toMatchObject({ where: 'private' })
    expect(asked[0]?.text).toContain('quel évènement')
    const stranger = { provider, from: '@x:firm.example' } as const
    expect(
      await consignMessage(deps, {
        by: stranger,
        message,
        room: '!event',
        id: nextId(),
        audience: 'room',
      }),
    ).toEqual([])
  })

  it('must be there: an answer to nothing, or to what cannot be read, is told what to do', async () => {
    const { claire, say } = rooms
    const [nothing] = await say(claire, '!event', '!consigner')
    expect(nothing?.text).toContain('📌')
    const [unreadable] = await say(claire, '!event', '!consigner', { about: '$gone' })
    expect(unreadable?.text).toContain('Je n’ai rien consigné')
  })
})

describe('files', () => {
  it('go with the command that they are sent with, both or neither', async () => {
    const { claire, say } = rooms
    const before = (await journal()).length
    const [kept] = await say(claire, '!event', '!point Photos du lot.', { files: [photo] })
    expect(kept?.text).toContain('Document joint')
    expect(await journal()).toHaveLength(before + 2)
    const [refused] = await say(claire, '!event', '!point Autre.', { files: [program] })
    expect(refused?.text).toContain('virus.exe')
    expect(await journal()).toHaveLength(before + 2)
  })

  it('alone in an event’s room are joined to it, and elsewhere are not kept, which is said', async () => {
    const { claire, say } = rooms
    const [joined] = await say(claire, '!event', '', { files: [photo] })
    expect(joined?.text).toContain('Document joint')
    const [left] = await say(claire, '!direct', '', { files: [photo], audience: 'private' })
    expect(left?.text).toContain('Je n’ai pas gardé photo.png')
    const [aside] = await say(claire, '!direct', 'mes abonnements', { files: [photo], audience: 'private' })
    expect(aside?.text).toMatch(/aucun abonnement[\s\S]*Je n’ai pas gardé photo\.png/)
  })

  it('are listed', async () => {
    const { claire, number, say } = rooms
    const [list] = await say(claire, '!direct', `documents ${number}`, { audience: 'private' })
    expect(list?.text).toMatch(/Documents de A-2026\.\d+[\s\S]*n°\s1 photo\.png/)
  })
})

describe('a thumb up on a message of the bot’s that is no notice of his', () => {
  it('is only friendly, and « reçu » is told what to answer', async () => {
    const { claire, deps, say } = rooms
    const by = { provider, from: addressOf(claire) } as const
    expect(await acknowledge(deps, { by, receipt: '$card' })).toEqual([])
    const [answer] = await say(claire, '!direct', 'reçu', { audience: 'private', about: '$x' })
    expect(answer?.text).toContain('quel avis')
  })
})

describe('a notice that asks to be acknowledged', () => {
  const told = async (who: Agent, receipt: string, id: string) => {
    const { store, clock } = rooms.world
    const [entry] = await store.read().find(EntrySchema, {}, { orderBy: { id: 'asc' } })
    const at = new Date(clock.now().epochMilliseconds)
    await store.transaction(async (em) =>
      em.create(DeliverySchema, {
        ...{ id, entryId: entry?.id ?? 0, eventId: entry?.eventId ?? 0, agentId: who.id, receipt },
        ...{ channel: 'matrix', pace: { every: 'entry' }, state: 'delivered', attempts: 1 },
        ...{ createdAt: at, dueAt: at, endedAt: at },
        reasons: [{ type: 'rule', code: 'mus', reason: 'La MUS est toujours informée' }],
      }),
    )
  }
  const acknowledgedAt = async (receipt: string) =>
    (await rooms.world.store.read().findOneOrFail(DeliverySchema, { receipt })).acknowledgedAt

  it('is, by a thumb up of its reader, and of nobody else', async () => {
    const { deps, claire, paul, number } = rooms
    await told(paul, '$notice', '0a000000-0000-4000-8000-000000000001')
    const by = (from: Agent) => ({ provider, from: addressOf(from) }) as const
    expect(await acknowledge(deps, { by: by(claire), receipt: '$notice' })).toEqual([])
    expect(await acknowledgedAt('$notice')).toBeNull()
    const done = [{ text: '', sign: 'done', about: number }]
    expect(await acknowledge(deps, { by: by(paul), receipt: '$notice' })).toEqual(done)
    expect(await acknowledgedAt('$notice')).not.toBeNull()
  })

  it('is, by « reçu » in answer to it, once', async () => {
    const { luc, number, say } = rooms
    await told(luc, '$other', '0a000000-0000-4000-8000-000000000002')
    const received = async () =>
      (await say(luc, '!direct', 'reçu', { audience: 'private', about: '$other' }))[0]
    expect(await received()).toEqual({ text: '', sign: 'done', about: number })
    expect(await acknowledgedAt('$other')).not.toBeNull()
    expect((await received())?.text).toContain('déjà noté')
  })
})
