import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { attachDocuments } from '#core/documents/attach.ts'
import { listDocuments } from '#core/documents/list.ts'
import { closeEvent } from '#core/events/close.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { type Event, EventSchema } from '#core/events/event.entity.ts'
import { linkEvents } from '#core/events/link.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { undoLast } from '#core/events/undo.ts'
import { updateEvent } from '#core/events/update.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { withdrawEvent } from '#core/events/withdraw-event.ts'
import { joinedStore } from '#core/store/joined.ts'
import { type Telling, tellingIn } from '#test/core/diffusion/telling.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let telling: Telling
let reader: Agent
let claire: Context
let paul: Context
let anne: Context

beforeAll(async () => {
  world = await makeWorld()
  telling = tellingIn(world)
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  const mus = await world.structure('mus', { level: 'central' })
  const mayUndo = (agent: Agent): Context => ({ ...world.as(agent), undoSeconds: 10 })
  claire = mayUndo(await world.agent('Claire Vidal', herault))
  paul = mayUndo(await world.agent('Paul Serre', herault))
  anne = mayUndo(await world.agent('Anne Roy', mus))
  reader = await world.agent('Rita Lectrice', herault)
  await subscribe(world.as(reader), { query: 'dept:34' })
})
afterAll(() => world[Symbol.asyncDispose]())

async function published(): Promise<Event> {
  const { number } = await openEvent(claire, { kind: 'food-product', fields: cheese })
  const event = await publishEvent({ ...claire, undoSeconds: 0 }, { number })
  await telling.tell(event)
  telling.sent.length = 0
  return event
}

/** All that its diffusion would do, whenever it comes. */
async function tellEverything(event: Pick<Event, 'id'>): Promise<void> {
  for (const { id } of await entriesOf(event)) await diffuseEntry(world.system, { entryId: id })
  await telling.deliver(event)
}

async function entriesOf({ id: eventId }: Pick<Event, 'id'>) {
  return world.store.read().find(EntrySchema, { eventId }, { orderBy: { rank: 'asc' } })
}

async function now(event: Pick<Event, 'id'>): Promise<Event> {
  return world.store.read().findOneOrFail(EventSchema, { id: event.id })
}

describe('an act that is taken back in time', () => {
  it.each([
    ['a message', (number: string) => postEntry(claire, { number, type: 'message', text: 'Mot secret' })],
    [
      'a report',
      (number: string) => postEntry(claire, { number, type: 'situation-report', text: 'Mot secret' }),
    ],
    ['a note', (number: string) => postEntry(claire, { number, type: 'note', text: 'Mot secret' })],
    [
      'a change of fields',
      (number: string) => updateEvent(claire, { number, fields: { lots: 'Mot secret', brand: null } }),
    ],
    ['a withdrawal', (number: string) => withdrawEvent(claire, { number, reason: 'Mot secret' })],
  ])('leaves nothing to read and tells nobody, and the journal keeps both: %s', async (_what, act) => {
    const event = await published()
    await act(event.number)
    world.clock.set(world.clock.now().add({ seconds: 9 }).toString())
    const undone = await undoLast(claire)
    expect(undone).toMatchObject({ type: 'undone', act: { number: event.number } })
    await tellEverything(event)
    expect(telling.sent).toEqual([])
    const reading = await readEvent(paul, { number: event.number })
    expect(JSON.stringify(reading)).not.toContain('Mot secret')
    expect(reading.brief.state).toBe('open')
    expect(reading.values).toMatchObject(cheese)
    expect(reading.entries.at(-1)).toMatchObject({ type: 'withdrawal', body: { undone: true } })
    expect(JSON.stringify(await entriesOf(event))).toContain('Mot secret')
    expect((await verifyChain(world.store.read(), await now(event))).ok).toBe(true)
  })

  it('puts back what it changed in a new version, and tells of none of it later', async () => {
    const event = await published()
    const { version } = await now(event)
    await updateEvent(claire, { number: event.number, fields: { lots: 'L9' } })
    await undoLast(claire)
    expect(await now(event)).toMatchObject({ version: version + 2, fields: { lots: 'L2381' } })
    await updateEvent(paul, { number: event.number, version, fields: { brand: 'Autre' } })
    await tellEverything(event)
    const [notice] = telling.noticesAt(reader.email)
    expect(notice?.telling).toMatchObject({ type: 'changes', changes: [{ field: 'brand' }] })
  })

  it('is a draft again, open again, unlinked again', async () => {
    const draft = await openEvent(claire, { kind: 'food-product', fields: cheese })
    await publishEvent(claire, { number: draft.number })
    await undoLast(claire)
    expect(await now(draft)).toMatchObject({ state: 'draft', publishedAt: null })
    const [one, two] = [await published(), await published()]
    await closeEvent(anne, { number: one.number })
    await undoLast(anne)
    expect(await now(one)).toMatchObject({ state: 'open', closedAt: null })
    await linkEvents(claire, { number: one.number, other: two.number })
    await undoLast(claire)
    expect((await readEvent(claire, { number: one.number })).links).toEqual([])
    for (const event of [draft, one, two]) await tellEverything(event)
    expect(telling.sent).toEqual([])
  })

  it('goes with all that was written together: a message and its documents', async () => {
    const event = await published()
    const { number } = event
    const files = [{ name: 'photo.txt', mediaType: 'text/plain', bytes: Buffer.from('Mot secret') }]
    await world.store.transaction(async (em) => {
      const ctx = { ...claire, store: joinedStore(world.store, em) }
      await postEntry(ctx, { number, type: 'message', text: 'Voici' })
      await attachDocuments(ctx, { number, files })
    })
    expect(await undoLast(claire)).toMatchObject({
      type: 'undone',
      act: { type: 'message', body: { text: 'Voici' } },
    })
    await tellEverything(event)
    expect(telling.sent).toEqual([])
    expect(await listDocuments(claire, { number })).toEqual([])
  })
})

describe('acts that are taken back one after the other', () => {
  it('go from the last to the first while they are held back, whatever has left since', async () => {
    const event = await published()
    const { number } = event
    await updateEvent(claire, { number, fields: { lots: 'L8' } })
    await updateEvent(claire, { number, fields: { lots: 'L9' } })
    expect(await undoLast(claire)).toMatchObject({ type: 'undone', act: { type: 'updated' } })
    expect((await now(event)).fields.lots).toBe('L8')
    await postEntry({ ...claire, undoSeconds: 0 }, { number, type: 'message', text: 'Parti' })
    expect(await undoLast(claire)).toMatchObject({
      type: 'undone',
      act: { type: 'updated' },
      left: { type: 'message', body: { text: 'Parti' } },
    })
    expect((await now(event)).fields.lots).toBe('L2381')
    expect(await undoLast(claire)).toMatchObject({ type: 'too-late', act: { type: 'message' } })
  })
})

describe('an act that is not taken back', () => {
  it('was confirmed, or its time is over, or it was told, or is another’s', async () => {
    const event = await published()
    const { number } = event
    const post = (ctx: Context) => postEntry(ctx, { number, type: 'message', text: 'Parti' })
    await post({ ...claire, undoSeconds: 0 })
    expect((await undoLast(claire)).type).toBe('too-late')
    await post(claire)
    world.clock.set(world.clock.now().add({ seconds: 11 }).toString())
    expect((await undoLast(claire)).type).toBe('too-late')
    await post(claire)
    await telling.diffuse(event)
    expect((await undoLast(claire)).type).toBe('too-late')
    const newcomer = await world.agent('Nina Nouvelle', reader.structure)
    expect((await undoLast(world.as(newcomer))).type).toBe('nothing')
    await post(claire)
    expect((await undoLast(claire)).type).toBe('undone')
    expect((await undoLast(claire)).type).toBe('too-late')
  })

  it('is taken back once by two who ask at once, and the other is told that it was, not that it has left', async () => {
    const event = await published()
    await postEntry(claire, { number: event.number, type: 'message', text: 'Deux fois repris' })
    const { first, second } = await world.store.transaction(async (em) => {
      const first = await undoLast({ ...claire, store: joinedStore(world.store, em) })
      // It sees what the first has not committed yet as it was, and waits for it.
      const second = undoLast(claire)
      await pause(300)
      return { first, second: () => second }
    })
    expect(first.type).toBe('undone')
    expect(await second()).toMatchObject({ type: 'already', act: { body: { text: 'Deux fois repris' } } })
  })

  it('changed what somebody has changed since: that stays, and is told', async () => {
    const event = await published()
    await updateEvent(claire, { number: event.number, fields: { lots: 'L8' } })
    await updateEvent(paul, { number: event.number, fields: { lots: 'L9' } })
    for (const _again of [1, 2]) expect((await undoLast(claire)).type).toBe('changed-since')
    expect((await now(event)).fields.lots).toBe('L9')
    world.clock.set(world.clock.now().add({ seconds: 11 }).toString())
    await updateEvent(claire, { number: event.number, fields: { brand: 'X' } })
    await updateEvent(paul, { number: event.number, fields: { lots: 'L10' } })
    expect((await undoLast(claire)).type).toBe('undone')
    expect((await now(event)).fields).toMatchObject({ lots: 'L10', brand: cheese.brand })
  })

  it('opened to somebody who has acted on it since: his message is not left on a draft', async () => {
    const { number, id } = await openEvent(claire, { kind: 'food-product', fields: cheese })
    await publishEvent(claire, { number })
    await postEntry(paul, { number, type: 'message', text: 'Vu, je passe demain.' })
    for (const _again of [1, 2])
      expect(await undoLast(claire)).toMatchObject({ type: 'changed-since', act: { type: 'published' } })
    expect((await now({ id })).state).toBe('open')
    expect(JSON.stringify(await readEvent(anne, { number }))).toContain('Vu, je passe demain.')
    await tellEverything({ id })
    telling.sent.length = 0
  })

  it('opened to a colleague who wrote a note, which warns nobody: it is taken back, and the note stays', async () => {
    const { number, id } = await openEvent(claire, { kind: 'food-product', fields: cheese })
    await publishEvent(claire, { number })
    await postEntry(paul, { number, type: 'note', text: 'Vu au magasin.' })
    expect((await undoLast(claire)).type).toBe('undone')
    expect((await now({ id })).state).toBe('draft')
    expect(JSON.stringify(await readEvent(paul, { number }))).toContain('Vu au magasin.')
    // Of another structure it would be hidden from its author.
    await publishEvent(claire, { number })
    await postEntry(anne, { number, type: 'note', text: 'Vu à Paris.' })
    expect((await undoLast(claire)).type).toBe('changed-since')
    await tellEverything({ id })
    telling.sent.length = 0
  })

  it('would have been told with a digest that leaves', async () => {
    const daily = await world.agent('Denis Quotidien', reader.structure)
    await subscribe(world.as(daily), { query: 'dept:34', pace: { every: 'day', hour: 8 } })
    const event = await published()
    const [waiting] = await world.store.read().find(DeliverySchema, { agentId: daily.id })
    await updateEvent(claire, { number: event.number, fields: { lots: 'L8' } })
    const dueAt = waiting?.dueAt.toISOString() ?? ''
    await sendDigest(telling.deps, { agentId: daily.id, channel: 'email', dueAt, lastAttempt: false })
    expect((await undoLast(claire)).type).toBe('too-late')
  })
})

describe('an undo and the telling at the same moment', () => {
  it('end in one of two ways: told and not taken back, or taken back and nobody told', async () => {
    for (let round = 0; round < 12; round += 1) {
      const event = await published()
      const { number } = event
      await (round % 2 === 0
        ? postEntry(claire, { number, type: 'message', text: 'Course' })
        : updateEvent(claire, { number, fields: { lots: `L${round}` } }))
      const act = (await entriesOf(event)).at(-1)
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      const [undone] = await Promise.all([
        pause(round % 3).then(() => undoLast(claire)),
        pause((round + 1) % 3).then(() => diffuseEntry(world.system, { entryId: act?.id ?? 0 })),
      ])
      await telling.deliver(event)
      const told = telling.noticesAt(reader.email).length
      expect([undone.type, told]).toEqual(undone.type === 'undone' ? ['undone', 0] : ['too-late', 1])
      telling.sent.length = 0
    }
  })
})
