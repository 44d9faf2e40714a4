import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { inPeoplesWords } from '#core/kinds/query-in-words.ts'
import type { SearchEngine } from '#search/engine.ts'
import { findEvents } from '#search/find.ts'
import { nearbySearches } from '#search/nearby.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { reindex } from '#search/reindex.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let engine: SearchEngine
let claire: Agent
let stranger: Agent

beforeAll(async () => {
  world = await makeWorld()
  engine = postgresEngine(world.store)
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  claire = await world.agent('Claire Vidal', herault)
  stranger = await world.agent('Jean Lebon', herault, { domains: ['animal'] })
  const { number } = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
  await publishEvent(world.as(claire), { number })
  await reindex(world.store, engine)
})
afterAll(() => world[Symbol.asyncDispose]())

async function hints(agent: Agent, text: string): Promise<string[]> {
  const ctx = world.as(agent)
  const { total, query } = await findEvents(ctx, engine, { text })
  expect([text, total]).toEqual([text, 0])
  const found = (await nearbySearches(ctx, engine, query)).map(inPeoplesWords)
  // What is proposed does find something.
  for (const hint of found) expect((await findEvents(ctx, engine, { text: hint })).total).toBeGreaterThan(0)
  return found
}

describe('the hint of a search that found nothing', () => {
  it.each([
    ['brie zinzolin', ['brie']],
    ['zinzolin brie babybulle', ['brie']],
    ['brie dept:48', ['brie', 'brie région:Occitanie']],
    ['dept:48', ['région:Occitanie']],
    ['danger:salmonella-dublin brie', ['brie', 'danger:bacterie brie']],
    ['brieux', ['brie*']],
    ['brie zinzolin -salmonelle', ['brie -salmonelle']],
  ])('is made of what was asked: %s', async (text, expected) => {
    expect(await hints(claire, text)).toEqual(expected)
  })

  it.each([
    'zinzolin',
    'la zinzolin',
    'zinzolin -état:clos',
    'dept:75',
    'marque:zinzolin',
    'brie zinzolin -listeria',
    'brie -listeria',
  ])('is none when nothing near finds anything: %s', async (text) => {
    expect(await hints(claire, text)).toEqual([])
  })

  it('finds nothing that the agent may not see', async () => {
    expect(await hints(stranger, 'brie zinzolin')).toEqual([])
  })
})
