import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dropCards, noteCard } from '#core/diffusion/cards.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { subscribeRoom } from '#core/diffusion/subscribe-room.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import { wakeDigests } from '#core/digests/wake.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { closeRoom, moveRoom } from '#core/rooms/note-room.ts'
import { readForRoom } from '#core/rooms/read-for-room.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import {
  accountOf,
  linkedAgent,
  provider,
  publishCheese,
  structureRoom,
  takeJobs,
} from '../rooms/room-world.ts'
import { type Telling, tellingIn } from './telling.ts'

let world: World
let claire: Agent
let marc: Agent
let telling: Telling
let rooms = 0

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  claire = await linkedAgent(world, 'Claire Vidal', herault)
  marc = await linkedAgent(world, 'Marc Odin', await world.structure('ddpp-30', { region: '76', dept: '30' }))
  telling = tellingIn(world)
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => {
  telling.sent.length = 0
})

/** A room of Marc's structure that is told of listeria. */
async function toldRoom(query = 'danger:listeria', members = [accountOf(marc)]): Promise<string> {
  const address = `!salon-${++rooms}:essai`
  await structureRoom(world, marc, address, members)
  await subscribeRoom(world.as(marc), { provider, address, query })
  return address
}

describe('a room with subscriptions', () => {
  it('is told once for two that match, with both reasons, and each says how an agent stops it', async () => {
    const address = await toldRoom()
    await subscribeRoom(world.as(marc), { provider, address, query: 'marque:"Ferme des Trois Sapins"' })
    await telling.tell(await publishCheese(world, claire))
    const [notice, ...more] = telling.noticesAt(address)
    expect(more).toEqual([])
    expect(notice).toMatchObject({ reader: { name: 'DDPP 30', address }, event: { view: 'full' } })
    expect(notice?.reasons).toHaveLength(2)
    for (const { reason, command, link } of notice?.reasons ?? []) {
      expect(command).toBe(reason.type === 'subscription' ? `désabonner ${reason.id}` : '')
      expect(link).toBeUndefined()
    }
  })

  it('is told beside the agent who asked for himself', async () => {
    const lea = await linkedAgent(world, 'Léa Soi', marc.structure, { channel: 'matrix' })
    await subscribe(world.as(lea), { query: 'danger:listeria' })
    const address = await toldRoom()
    await telling.tell(await publishCheese(world, claire))
    expect(telling.noticesAt(address)).toHaveLength(1)
    expect(telling.noticesAt(accountOf(lea))).toHaveLength(1)
  })

  it('never has a draft, even of its own structure', async () => {
    const address = await toldRoom()
    const draft = await openEvent(world.as(marc), { kind: 'food-product', fields: cheese })
    await telling.tell(draft)
    expect(telling.sent).toEqual([])
    expect(await readForRoom(world, { provider, address, eventId: draft.id })).toBeUndefined()
    const reach = await reachOf(world.as(marc), { number: draft.number })
    expect(reach.recipients).toContainEqual(
      expect.objectContaining({ name: 'DDPP 30', room: true, channel: 'matrix' }),
    )
    await publishEvent(world.as(marc), { number: draft.number })
    await telling.tell(draft)
    expect(telling.noticesAt(address)).toHaveLength(1)
  })

  it('has what its structure may see, and no more: another domain is excluded, and said', async () => {
    const plants = await world.structure('sral-76', { level: 'region', region: '76' })
    const anne = await linkedAgent(world, 'Anne Tilleul', plants, { domains: ['plant'] })
    await structureRoom(world, anne, '!plantes:essai')
    await subscribeRoom(world.as(anne), { provider, address: '!plantes:essai', query: 'danger:listeria' })
    const event = await publishCheese(world, claire)
    const reach = await reachOf(world.as(claire), { number: event.number })
    expect(reach.excluded).toContainEqual({
      name: 'SRAL 76',
      structure: 'SRAL 76',
      room: true,
      why: 'no-right',
    })
    await telling.tell(event)
    expect(telling.noticesAt('!plantes:essai')).toEqual([])
  })

  it('that closes between the plan and the sending is not told, and the proof says why', async () => {
    const structure = await world.structure('ddpp-48', { dept: '48' })
    const ida = await linkedAgent(world, 'Ida Fermée', structure)
    const room = await structureRoom(world, ida, '!ferme:essai')
    await subscribeRoom(world.as(ida), { provider, address: '!ferme:essai', query: 'danger:listeria' })
    const event = await publishCheese(world, claire)
    await telling.diffuse(event)
    await closeRoom(world, { id: room.id })
    await telling.deliver(event)
    expect(telling.noticesAt('!ferme:essai')).toEqual([])
    const proof = await proveDiffusion(world.system, { number: event.number })
    expect(proof.lines.find((line) => line.name === 'DDPP 48')).toMatchObject({
      room: true,
      state: 'refused',
      outcome: 'closed',
    })
  })

  it('that moves between the plan and the sending is told where it is now', async () => {
    const address = await toldRoom()
    const event = await publishCheese(world, claire)
    await telling.diffuse(event)
    await moveRoom(world.store, { provider, from: address, to: '!demenage:essai' })
    await noteMembers(world.store, { provider, address: '!demenage:essai', members: [accountOf(marc)] })
    await telling.deliver(event)
    expect(telling.noticesAt(address)).toEqual([])
    expect(telling.noticesAt('!demenage:essai')).toHaveLength(1)
    const proof = await proveDiffusion(world.system, { number: event.number })
    expect(proof.lines.map((line) => line.address)).toContain('!demenage:essai')
  })

  it('gathers a daily pace into one digest a window', async () => {
    const address = `!quotidien:essai`
    const structure = await world.structure('ddpp-66', { dept: '66' })
    const max = await linkedAgent(world, 'Max Quotidien', structure)
    const room = await structureRoom(world, max, address)
    const pace = { every: 'day', hour: 8 } as const
    await subscribeRoom(world.as(max), { provider, address, query: 'danger:listeria', pace })
    const before = world.clock.now().toString()
    const first = await publishCheese(world, claire)
    await telling.tell(first)
    await telling.tell(await publishCheese(world, claire))
    expect(telling.noticesAt(address)).toEqual([])
    await takeJobs(world, 'digest-matrix')
    world.clock.set('2026-11-24T07:00:00Z')
    await wakeDigests(world.store, world.clock)
    await wakeDigests(world.store, world.clock)
    const dueAt = '2026-11-24T07:00:00.000Z'
    expect(await takeJobs(world, 'digest-matrix')).toEqual([`digest:room:${room.id}:matrix:${dueAt}`])
    const input = { roomId: room.id, channel: 'matrix', dueAt, lastAttempt: false } as const
    await sendDigest(telling.deps, input)
    await sendDigest(telling.deps, input)
    world.clock.set(before)
    const digests = telling.sent.filter((one) => one.address === address).map((one) => one.message)
    expect(digests).toMatchObject([{ type: 'digest', digest: { reader: { name: 'DDPP 66' } } }])
    const proof = await proveDiffusion(world.system, { number: first.number })
    expect(proof.lines.find((line) => line.name === 'DDPP 66')).toMatchObject({
      state: 'delivered',
      digest: true,
    })
  })
})

describe('a room with an outsider', () => {
  it('is shown a teaser: no words, no names, nothing of what a teaser leaves out, title included', async () => {
    const address = await toldRoom('danger:listeria', [accountOf(marc), '@inconnu:essai'])
    const event = await publishCheese(world, claire)
    await telling.tell(event)
    await postEntry(world.as(claire), {
      number: event.number,
      type: 'message',
      text: 'Le patient zéro est Jean',
    })
    await telling.tell(event)
    await updateEvent(world.as(claire), {
      number: event.number,
      fields: { lots: 'L9999', type: 'alerte-locale' },
    })
    await telling.tell(event)
    const notices = telling.noticesAt(address)
    expect(notices.map((notice) => [notice.event.view, notice.telling.type])).toEqual([
      ['teaser', 'whole'],
      ['teaser', 'changes'],
      ['teaser', 'changes'],
    ])
    expect(notices[0]?.event.title).toBe('Listeria monocytogenes')
    expect(notices[1]?.entry).toMatchObject({ author: 'DDPP 34', body: {} })
    const last = notices[2]?.telling
    expect(last?.type === 'changes' && last.changes.map(({ field }) => field)).toEqual(['type'])
    expect(JSON.stringify(notices)).not.toMatch(/Brie|Sapins|L2381|L9999|patient|Jean|Claire|Vidal|brie/)
  })

  it('who came between the plan and the sending is shown one too', async () => {
    const address = await toldRoom()
    const event = await publishCheese(world, claire)
    await telling.diffuse(event)
    const members = [accountOf(marc), accountOf(claire)]
    await noteMembers(world.store, { provider, address, members })
    await telling.deliver(event)
    expect(telling.noticesAt(address).map((notice) => notice.event.view)).toEqual(['teaser'])
  })

  it('is told the whole once he has gone, for what he had kept from it was never told', async () => {
    const address = await toldRoom('danger:listeria', [accountOf(marc), '@inconnu:essai'])
    const event = await publishCheese(world, claire)
    await telling.tell(event)
    await noteMembers(world.store, { provider, address, members: [accountOf(marc)] })
    await updateEvent(world.as(claire), { number: event.number, fields: { lots: 'L9999' } })
    await telling.tell(event)
    await updateEvent(world.as(claire), { number: event.number, fields: { lots: 'L8888' } })
    await telling.tell(event)
    expect(telling.noticesAt(address).map(({ event: { view }, telling }) => [view, telling.type])).toEqual([
      ['teaser', 'whole'],
      ['full', 'whole'],
      ['full', 'changes'],
    ])
  })

  it('has teasers on its cards', async () => {
    const address = await toldRoom('danger:listeria', [accountOf(marc), '@inconnu:essai'])
    const event = await publishCheese(world, claire)
    await postEntry(world.as(claire), { number: event.number, type: 'note', text: 'Pour mémoire' })
    const reading = await readForRoom(world, { provider, address, eventId: event.id })
    expect(reading).toMatchObject({ brief: { view: 'teaser', title: 'Listeria monocytogenes' } })
    expect(reading?.entries.map(({ author }) => author)).toEqual(['DDPP 34', 'DDPP 34', 'DDPP 34'])
    expect(JSON.stringify(reading)).not.toMatch(/Brie|Sapins|L2381|mémoire|Claire/)
    await noteMembers(world.store, { provider, address, members: [accountOf(marc)] })
    const whole = await readForRoom(world, { provider, address, eventId: event.id })
    expect(whole).toMatchObject({ brief: { view: 'full' }, values: { brand: 'Ferme des Trois Sapins' } })
  })
})

describe('the cards of an event', () => {
  it('are brought up to date after every entry, told or not, and only when there are any', async () => {
    const event = await publishCheese(world, claire)
    const write = (type: string) => postEntry(world.as(claire), { number: event.number, type, text: 'Suite' })
    await takeJobs(world, 'cards')
    await write('message')
    expect(await takeJobs(world, 'cards')).toEqual([])
    const card = {
      provider,
      room: '!carte:essai',
      eventId: event.id,
      version: 2,
      entries: 3,
      footer: '',
    } as const
    await noteCard(world.store, { ...card, messageId: '$1' })
    await noteCard(world.store, { ...card, messageId: '$2' })
    await write('note')
    await write('message')
    expect(await takeJobs(world, 'cards')).toEqual([`cards:${event.id}`])
    await dropCards(world.store, provider, '!carte:essai')
    await write('note')
    expect(await takeJobs(world, 'cards')).toEqual([])
  })
})
