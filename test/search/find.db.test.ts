import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '#core/directory/agent.entity.ts'
import { closeEvent } from '#core/events/close.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { found, type SearchEngine } from '#search/engine.ts'
import { findEvents } from '#search/find.ts'
import { indexEvents } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { reindex } from '#search/reindex.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let engine: SearchEngine
let claire: Agent
let paul: Agent
let veto: Agent
let central: Agent
let published: string
let draft: string

beforeAll(async () => {
  world = await makeWorld()
  engine = postgresEngine(world.store)
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  const gard = await world.structure('ddpp-30', { dept: '30', region: '76' })
  const mus = await world.structure('mus', { level: 'central' })
  claire = await world.agent('Claire Vidal', herault)
  paul = await world.agent('Paul Serre', gard)
  veto = await world.agent('Jean Lebon', gard, { domains: ['animal'] })
  central = await world.agent('Anne Roy', mus)
  published = (await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })).number
  await publishEvent(world.as(claire), { number: published })
  world.clock.set('2026-11-24T09:00:00Z')
  const fields = { ...cheese, denomination: 'Tomme de brebis', brand: 'Pangolin' }
  draft = (await openEvent(world.as(claire), { kind: 'food-product', fields })).number
  await reindex(world.store, engine)
})
afterAll(() => world[Symbol.asyncDispose]())

async function numbersOf(agent: Agent, text: string): Promise<string[]> {
  const { hits } = await findEvents(world.as(agent), engine, { text })
  return hits.map(({ brief }) => brief.number)
}

describe('a search', () => {
  it('finds by words with a mistake, by danger and by place, and shows the event in brief', async () => {
    const result = await findEvents(world.as(paul), engine, { text: 'bire meaux danger:listeria dept:34' })
    expect(result).toMatchObject({ total: 1, corrections: [{ written: 'bire', read: 'brie' }] })
    expect(result.hits).toMatchObject([
      { brief: { number: published, state: 'open', structure: 'DDPP 34', view: 'full' } },
    ])
    expect(result.hits[0]?.excerpt).toContain(`${found.start}brie${found.end}`)
  })

  it('finds an event by its number', async () => {
    expect(await numbersOf(paul, published)).toEqual([published])
  })

  it('of nothing in particular lists what the agent may see, newest first', async () => {
    expect(await numbersOf(claire, '')).toEqual([draft, published])
    expect(await numbersOf(paul, '')).toEqual([published])
  })

  it('of « mes fiches » lists those of the service that asks, and no others', async () => {
    for (const text of ['mes fiches', 'nos évènements', 'mes fiches ouvertes de brie'])
      expect(await numbersOf(claire, text), text).toContain(published)
    expect(await numbersOf(paul, 'mes fiches')).toEqual([])
    expect(await numbersOf(paul, 'ddpp34')).toEqual([published])
    expect(await numbersOf(paul, 'tout sauf la DDPP 34')).toEqual([])
    expect(await numbersOf(paul, 'hérault')).toEqual([published])
  })

  it('finds nothing of what was excluded in words', async () => {
    for (const text of ['pas listeria', 'brie mais pas listeria', 'tout ce qui n’est pas listeria'])
      expect(await numbersOf(paul, text), text).toEqual([])
    expect(await numbersOf(paul, 'brie mais pas salmonelle')).toEqual([published])
  })

  it('hides drafts of other structures, central ones included, and other domains', async () => {
    expect(await numbersOf(claire, 'pangolin')).toEqual([draft])
    for (const agent of [paul, central, veto])
      for (const text of ['pangolin', 'pangolni', 'état:brouillon', 'marque:pangolin', `numéro:${draft}`])
        expect(await findEvents(world.as(agent), engine, { text })).toMatchObject({
          hits: [],
          total: 0,
          corrections: [],
        })
    expect(await numbersOf(veto, '')).toEqual([])
  })

  it('counts relative days in Paris', async () => {
    expect(await numbersOf(claire, 'créé:aujourd’hui')).toEqual([draft])
    expect(await numbersOf(claire, 'créé:hier')).toEqual([published])
  })

  it('refuses a query that cannot be read, and the system, which is nobody', async () => {
    await expect(findEvents(world.as(claire), engine, { text: 'dangre:listeria' })).rejects.toMatchObject({
      code: 'query-invalid',
    })
    await expect(findEvents(world.system, engine, { text: '' })).rejects.toMatchObject({
      code: 'right-missing',
    })
  })

  it('does not show an event that the agent may no longer see, though the engine is behind', async () => {
    const behind: SearchEngine = {
      ...engine,
      find: (request) => engine.find({ ...request, rights: { op: 'all' } }),
    }
    const { hits } = await findEvents(world.as(paul), behind, { text: '' })
    expect(hits.map(({ brief }) => brief.number)).toEqual([published])
  })
})

describe('keeping up', () => {
  it('brings what is posted and changed to the search', async () => {
    expect(await numbersOf(paul, 'rillettes')).toEqual([])
    await postEntry(world.as(paul), {
      number: published,
      type: 'message',
      title: 'Suite',
      text: 'Des rillettes aussi.',
    })
    await updateEvent(world.as(claire), { number: published, fields: { brand: 'Ferme du Caroux' } })
    await index(published)
    expect(await numbersOf(paul, 'rillettes')).toEqual([published])
    expect(await numbersOf(paul, 'caroux')).toEqual([published])
    expect(await numbersOf(paul, 'sapins')).toEqual([])
  })

  it('brings a change of state', async () => {
    await closeEvent(world.as(central), { number: published })
    await index(published)
    expect(await numbersOf(paul, 'état:clos')).toEqual([published])
  })

  it('tells the progress of a reindexing', async () => {
    const seen: [number, number][] = []
    expect(await reindex(world.store, engine, (done, total) => seen.push([done, total]))).toBe(2)
    expect(seen).toEqual([[2, 2]])
  })

  it('passes over an event that is not there', async () => {
    await expect(indexEvents(world.store, engine, [999_999])).resolves.toBeUndefined()
  })
})

async function index(number: string): Promise<void> {
  const event = await world.store.read().findOneOrFail(EventSchema, { number })
  await indexEvents(world.store, engine, [event.id])
}

describe('two words', () => {
  it('find first the event that has them next to each other', async () => {
    const open = async (description: string) => {
      const fields = { ...cheese, denomination: 'Yaourt', brand: 'Zeste', description }
      const { number } = await openEvent(world.as(claire), { kind: 'food-product', fields })
      return number
    }
    const near = await open('Un pot de basilic frais.')
    const apart = await open('Frais, le pot ; plus loin, le basilic : basilic, basilic.')
    await reindex(world.store, engine)
    expect(await numbersOf(claire, 'basilic frais')).toEqual([near, apart])
  })
})
