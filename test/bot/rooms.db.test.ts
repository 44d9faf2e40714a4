import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acknowledge } from '#bot/acknowledge.ts'
import { correctConsigned, withdrawConsigned } from '#bot/amend.ts'
import type { ChatFile, ChatMessage, QuotedMessage } from '#bot/chat.ts'
import { consignMessage } from '#bot/consign.ts'
import type { HearDeps } from '#bot/hear.ts'
import { hearOnce, onceFor } from '#bot/once.ts'
import { noteCard } from '#core/diffusion/cards.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { bindRoom } from '#core/rooms/bind-room.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { noteRoomAddress } from '#core/rooms/note-room.ts'
import { openEventRoom } from '#core/rooms/open-event-room.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

const provider = 'matrix'
const addressOf = (agent: Agent) => `@${agent.firstName.toLowerCase()}:agent.example`
const quoted = new Map<string, QuotedMessage>()
const ids = Array.from({ length: 200 }, (_, at) => `$m${at}`)
const nextId = () => ids.pop() ?? ''
const photo: ChatFile = {
  name: 'photo.png',
  mediaType: 'image/png',
  bytes: Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'),
}
const program: ChatFile = { name: 'virus.exe', mediaType: 'application/pdf', bytes: Buffer.from('MZ\0\0') }

let world: World
let claire: Agent
let luc: Agent
let paul: Agent
let deps: HearDeps
/** Of a published event of Claire's. */
let number = ''
let other = ''
let draft = ''

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  claire = await world.agent('Claire Vidal', herault)
  luc = await world.agent('Luc Petit', herault)
  paul = await world.agent('Paul Serre', await world.structure('ddpp-30', { dept: '30', region: '76' }))
  await world.store.transaction(async (em) => {
    for (const agent of [claire, luc, paul])
      em.create(IdentitySchema, { provider, address: addressOf(agent), agentId: agent.id })
  })
  deps = {
    ...world,
    engine: postgresEngine(world.store),
    log: ({ error }) => {
      throw error
    },
    fetchMessage: async (_room, id) => quoted.get(id),
  }
  const open = async (publishes: boolean) => {
    const made = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    if (publishes) await publishEvent(world.as(claire), { number: made.number })
    return made.number
  }
  number = await open(true)
  other = await open(true)
  draft = await open(false)
  await bindRoom(world.as(claire), { provider, address: '!team', power: true })
  await noteMembers(world.store, { provider, address: '!team', members: [claire, luc].map(addressOf) })
  const { room } = await openEventRoom(world.as(claire), { number, provider })
  await noteRoomAddress(world.store, { id: room.id, address: '!event' })
  const { version } = (await readEvent(world.as(claire), { number })).brief
  const eventId = room.eventId ?? 0
  await noteCard(world.store, {
    ...{ provider, room: '!event', eventId, messageId: '$card', version, entries: 2 },
    footer: '',
  })
})
afterAll(() => world[Symbol.asyncDispose]())

async function say(who: Agent, room: string, text: string, more: Partial<ChatMessage> = {}) {
  const message = {
    provider,
    from: addressOf(who),
    room,
    text,
    id: nextId(),
    audience: 'room',
    ...more,
  } as const
  return (await hearOnce(deps, message)).answers
}
const journal = async (of = number) => (await readEvent(world.as(claire), { number: of })).entries
const lastEntry = async (of = number) => (await journal(of)).at(-1)

describe('in a structure’s room', () => {
  it('an agent of it is answered there, drafts of the structure included', async () => {
    const [answer] = await say(luc, '!team', `!voir ${draft}`)
    expect(answer).toMatchObject({ about: draft, card: true })
    expect(answer).not.toHaveProperty('where')
  })

  it('an agent of another structure who may not see a draft is told nothing of it', async () => {
    const [answer] = await say(paul, '!team', `!voir ${draft}`)
    expect(answer?.text).toContain('Je ne trouve pas')
  })

  it('with an outsider present, everybody is answered in private, with all his rights', async () => {
    const members = [claire, luc, paul].map(addressOf)
    await noteMembers(world.store, { provider, address: '!team', members })
    const [answer] = await say(claire, '!team', `!voir ${draft}`)
    expect(answer).toMatchObject({ where: 'private', about: draft, card: true })
    await noteMembers(world.store, { provider, address: '!team', members: members.slice(0, 2) })
  })

  it('a question that was asked in private is answered in private', async () => {
    const [question] = await say(claire, '!nobody', '!créer')
    expect(question).toMatchObject({ where: 'private' })
    const [next] = await say(claire, '!direct', '1', { audience: 'private' })
    expect(next?.text).toContain('Alerte produit nationale')
    await say(claire, '!direct', 'annuler', { audience: 'private' })
  })
})

describe('in a room that is nobody’s', () => {
  it('acts are done, and told in private', async () => {
    const before = (await journal()).length
    const [answer] = await say(claire, '!nobody', `!note ${number} Vu.`)
    expect(answer).toMatchObject({ where: 'private', about: number })
    expect(await journal()).toHaveLength(before + 1)
  })
})

describe('in an event’s room', () => {
  it('its number goes without saying, and other events are not spoken of', async () => {
    const [posted] = await say(paul, '!event', '!point Rappel publié.')
    expect(posted?.text).toContain(`**${number}**`)
    expect((await lastEntry())?.body.text).toBe('Rappel publié.')
    const [refused] = await say(claire, '!event', `!voir ${other}`)
    expect(refused?.text).toContain('je ne parle que de son évènement')
  })
})

describe('an answer to a card', () => {
  const onCard = { about: '$card', event: '' } as const
  const reply = (who: Agent, text: string, more: Partial<ChatMessage> = {}) =>
    say(who, '!event', text, { ...onCard, event: number, ...more })

  it('is written in the journal with its files, and a sign says so', async () => {
    expect(await reply(paul, 'Le lot est retiré.', { files: [photo] })).toEqual([
      { text: '', sign: 'done', about: number },
    ])
    expect(await lastEntry()).toMatchObject({
      type: 'message',
      author: 'Paul Serre (DDPP 30)',
      body: { text: 'Le lot est retiré.', documents: [{ name: 'photo.png' }] },
    })
  })

  it('may be files alone', async () => {
    await reply(paul, '', { files: [{ ...photo, name: 'autre.png' }] })
    expect(await lastEntry()).toMatchObject({
      type: 'document',
      body: { documents: [{ name: 'autre.png' }] },
    })
  })

  it('is a command when it is marked, calls the bot, or is nothing but one', async () => {
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
    await reply(paul, 'Note du laboratoire reçue ce matin.')
    expect((await lastEntry())?.body.text).toBe('Note du laboratoire reçue ce matin.')
  })

  it('that is refused is told to its author alone', async () => {
    const before = (await journal()).length
    const [answer] = await reply(paul, 'Voici.', { files: [program] })
    expect(answer).toMatchObject({ where: 'private' })
    expect(answer?.text).toContain('virus.exe')
    expect(await journal()).toHaveLength(before)
  })

  it('follows its message: an edit becomes a correction, a deletion a withdrawal', async () => {
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
  beforeAll(() => quoted.set('$said', someone))

  it('by an answer that says so, keeps its author, its time and its files', async () => {
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
    const by = { provider, from: addressOf(claire) } as const
    const message = { ...someone, id: nextId(), from: addressOf(paul), name: 'Paulo', files: [] }
    expect(await consignMessage(deps, { by, message, room: '!event' })).toEqual([
      { text: '', sign: 'done', about: number },
    ])
    expect((await lastEntry())?.body.said?.by).toBe('Paul Serre (DDPP 30)')
  })

  it('nowhere asks for a number; by a stranger it is nobody’s business', async () => {
    const message = { ...someone, id: nextId() }
    const asked = await consignMessage(deps, {
      by: { provider, from: addressOf(claire) },
      message,
      room: '!nobody',
    })
    expect(asked[0]).toMatchObject({ where: 'private' })
    expect(asked[0]?.text).toContain('quel évènement')
    const stranger = { provider, from: '@x:firm.example' } as const
    expect(await consignMessage(deps, { by: stranger, message, room: '!event' })).toEqual([])
  })

  it('must be there: an answer to nothing, or to what cannot be read, is told what to do', async () => {
    const [nothing] = await say(claire, '!event', '!consigner')
    expect(nothing?.text).toContain('📌')
    const [unreadable] = await say(claire, '!event', '!consigner', { about: '$gone' })
    expect(unreadable?.text).toContain('Je n’ai rien consigné')
  })
})

describe('files', () => {
  it('go with the command that they are sent with, both or neither', async () => {
    const before = (await journal()).length
    const [kept] = await say(claire, '!event', '!point Photos du lot.', { files: [photo] })
    expect(kept?.text).toContain('Document joint')
    expect(await journal()).toHaveLength(before + 2)
    const [refused] = await say(claire, '!event', '!point Autre.', { files: [program] })
    expect(refused?.text).toContain('virus.exe')
    expect(await journal()).toHaveLength(before + 2)
  })

  it('alone in an event’s room are joined to it, and elsewhere are not kept, which is said', async () => {
    const [joined] = await say(claire, '!event', '', { files: [photo] })
    expect(joined?.text).toContain('Document joint')
    const [left] = await say(claire, '!direct', '', { files: [photo], audience: 'private' })
    expect(left?.text).toContain('Je n’ai pas gardé photo.png')
    const [aside] = await say(claire, '!direct', 'mes abonnements', { files: [photo], audience: 'private' })
    expect(aside?.text).toMatch(/aucun abonnement[\s\S]*Je n’ai pas gardé photo\.png/)
  })

  it('are listed', async () => {
    const [list] = await say(claire, '!direct', `documents ${number}`, { audience: 'private' })
    expect(list?.text).toMatch(/Documents de A-2026\.\d+[\s\S]*n°\s1 photo\.png/)
  })
})

describe('a thumb up on a message of the bot’s that is no notice of his', () => {
  it('is only friendly, and « reçu » is told what to answer', async () => {
    const by = { provider, from: addressOf(claire) } as const
    expect(await acknowledge(deps, { by, receipt: '$card' })).toEqual([])
    const [answer] = await say(claire, '!direct', 'reçu', { audience: 'private', about: '$x' })
    expect(answer?.text).toContain('quel avis')
  })
})

describe('a question in a room', () => {
  it('is not answered by somebody else’s reaction, nor by the asked one’s once it is closed', async () => {
    const [question] = await say(
      claire,
      '!team',
      `!créer type:"alerte nationale" reçu:hier source:"autocontrôle produit" Un lot.`,
    )
    const { turn = '', reactions } = question ?? {}
    expect(turn).not.toBe('')
    const react = (who: Agent, text = '') => say(who, '!team', text, { turn })
    const made = question?.about ?? ''
    expect(reactions).toEqual({ confirm: `publier ${made}`, cancel: 'non' })
    const state = async () => (await readEvent(world.as(claire), { number: made })).brief.state

    const [stale] = await react(luc, reactions?.confirm)
    expect(stale).toMatchObject({ where: 'private' })
    expect(stale?.text).toContain('à quelqu’un d’autre')
    expect(await state()).toBe('draft')

    await react(claire, reactions?.cancel)
    const [closed] = await react(claire, reactions?.cancel)
    expect(closed?.text).toContain('n’attend plus de réponse')
    await react(claire, reactions?.confirm)
    expect(await state()).toBe('open')
  })
})
