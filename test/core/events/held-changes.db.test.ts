import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import type { Event } from '#core/events/event.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { undoLast } from '#core/events/undo.ts'
import { updateEvent } from '#core/events/update.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { type Telling, tellingIn } from '../diffusion/telling.ts'

let world: World
let telling: Telling
let reader: Agent
let claire: Context
let paul: Context

beforeAll(async () => {
  world = await makeWorld()
  telling = tellingIn(world)
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  claire = { ...world.as(await world.agent('Claire Vidal', herault)), undoSeconds: 10 }
  paul = { ...world.as(await world.agent('Paul Serre', herault)), undoSeconds: 10 }
  reader = await world.agent('Rita Lectrice', herault)
  await subscribe(world.as(reader), { query: 'dept:34' })
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => {
  telling.sent.length = 0
})

async function published(): Promise<Event> {
  const { number } = await openEvent(claire, { kind: 'food-product', fields: cheese })
  const event = await publishEvent({ ...claire, undoSeconds: 0 }, { number })
  await telling.tell(event)
  telling.sent.length = 0
  return event
}

async function entriesOf({ id: eventId }: Pick<Event, 'id'>) {
  return world.store.read().find(EntrySchema, { eventId }, { orderBy: { rank: 'asc' } })
}

async function tellEverything(event: Pick<Event, 'id'>): Promise<void> {
  for (const { id } of await entriesOf(event)) await diffuseEntry(world.system, { entryId: id })
  await telling.deliver(event)
}

describe('what leaves while a change may still be taken back', () => {
  const seconds = (n: number) => world.clock.set(world.clock.now().add({ seconds: n }).toString())
  const changed = async (fields: Record<string, string>): Promise<[Event, () => Promise<number>]> => {
    const event = await published()
    await updateEvent(claire, { number: event.number, fields })
    const entryId = (await entriesOf(event)).at(-1)?.id ?? 0
    return [event, () => diffuseEntry(world.system, { entryId })]
  }
  const told = () =>
    telling
      .noticesAt(reader.email)
      .map(({ telling: one }) => (one.type === 'changes' ? one.changes.map(({ field }) => field) : 'whole'))

  it('waits for it: the one before does not tell it, once it is taken back', async () => {
    const [event, tellFirst] = await changed({ lots: 'L8' })
    seconds(9)
    await updateEvent(claire, { number: event.number, fields: { brand: 'X' } })
    seconds(2)
    expect(await tellFirst()).toBe(0)
    expect(await undoLast(claire)).toMatchObject({
      type: 'undone',
      act: { body: { changes: [{ field: 'brand' }] } },
    })
    expect(await tellFirst()).toBeGreaterThan(0)
    await telling.deliver(event)
    expect(told()).toEqual([['lots']])
  })

  it('waits though it is on its way already, or is a message', async () => {
    const [event, tellFirst] = await changed({ lots: 'L8' })
    seconds(11)
    await tellFirst()
    await updateEvent(claire, { number: event.number, fields: { brand: 'X' } })
    await postEntry({ ...paul, undoSeconds: 0 }, { number: event.number, type: 'message', text: 'Suite' })
    await telling.tell(event)
    expect(told()).toEqual([])
    expect((await undoLast(claire)).type).toBe('undone')
    await tellEverything(event)
    expect(told()).toEqual([['lots'], []])
  })

  it('tells both at once when it is not taken back, and nothing empty behind', async () => {
    const [event, tellFirst] = await changed({ lots: 'L8' })
    seconds(9)
    await updateEvent(claire, { number: event.number, fields: { brand: 'X' } })
    seconds(11)
    await tellFirst()
    await telling.tell(event)
    expect(told()).toEqual([['lots', 'brand']])
  })

  it('waits a minute at most', async () => {
    const [event, tellFirst] = await changed({ lots: 'L8' })
    for (let again = 0; again < 9; again += 1) {
      seconds(8)
      await updateEvent(claire, { number: event.number, fields: { brand: `X${again}` } })
    }
    expect(await tellFirst()).toBeGreaterThan(0)
    expect((await undoLast(claire)).type).toBe('too-late')
    await telling.deliver(event)
  })
})
