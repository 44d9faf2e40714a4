import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { allowHaste } from '#core/directory/allow-haste.ts'
import { confirmAbove } from '#core/directory/confirm-above.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { consignMessage } from '#core/events/consign.ts'
import { correctConsigned } from '#core/events/correct.ts'
import { recentTelling } from '#core/events/haste.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { isRefusal } from '#core/refusal.ts'
import { refusalOf } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { type Harness, startHarness } from '../http/harness.ts'

let world: World
let claire: Context
let paul: Context
let number: string

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  claire = world.as(await world.agent('Claire Vidal', herault, { haste: 20 }))
  paul = world.as(await world.agent('Paul Roche', herault, { haste: 20 }))
  number = (await openEvent(claire, { kind: 'food-product', fields: cheese })).number
})
afterAll(() => world[Symbol.asyncDispose]())

const acts = async () => (await recentTelling(world.store.read(), claire)).acts
const post = (ctx: Context, type = 'message') => postEntry(ctx, { number, type, text: 'Encore.' })

describe('acts that tell people', () => {
  it('are counted over five minutes, and what tells nobody is not', async () => {
    await updateEvent(claire, { number, fields: { lots: 'L1' } })
    expect(await acts()).toBe(0)
    world.clock.set(world.clock.now().add({ seconds: 1 }).toString())
    await publishEvent(claire, { number })
    await post(claire)
    await post(claire, 'note')
    expect(await acts()).toBe(2)
    world.clock.set(world.clock.now().add({ minutes: 5 }).toString())
    expect(await acts()).toBe(0)
  })

  it('are refused to an agent after sixty in five minutes, and nothing is written', async () => {
    const source = { provider: 'matrix', messageId: '$said' }
    await consignMessage(claire, { number, text: 'Un.', at: world.clock.now().toString(), source })
    for (let nth = 2; nth <= 60; nth += 1) await post(claire)
    world.clock.set(world.clock.now().add({ minutes: 1 }).toString())
    const refused = await post(claire).catch((error: unknown) => error)
    expect(isRefusal(refused, 'too-hasty') && refused.facts).toEqual({ acts: 60, minutes: 5, seconds: 240 })
    expect(await acts()).toBe(60)
    await post(claire, 'note')
    await post(paul)
    // What mends is not held up.
    const at = world.clock.now().toString()
    expect(await correctConsigned(claire, { ...source, text: 'Deux.', at })).toHaveLength(1)
    world.clock.set(world.clock.now().add({ minutes: 4 }).toString())
    await post(claire)
  })

  it('may be more of an agent for whom a program writes, if an operator says so', async () => {
    const { system, store } = world
    await allowHaste(system, { email: 'Paul.Roche@agri.example', acts: 200 })
    expect((await findAgent(store.read(), 'email', 'paul.roche@agri.example'))?.haste).toBe(200)
    expect(await refusalOf(allowHaste(system, { email: 'x@agri.example', acts: 3 }))).toBe('agent-not-found')
    expect(await refusalOf(allowHaste(system, { email: 'paul.roche@agri.example', acts: 0 }))).toBe(
      'input-invalid',
    )
  })
})

describe('how many people an act may tell without being confirmed', () => {
  it('is twenty until the agent says otherwise, within bounds', async () => {
    const kept = async () =>
      (await findAgent(world.store.read(), 'email', 'paul.roche@agri.example'))?.confirmAbove
    expect(await kept()).toBe(20)
    await confirmAbove(paul, { above: 5 })
    expect(await kept()).toBe(5)
    for (const above of [-1, 1001, 2.5])
      expect(await refusalOf(confirmAbove(paul, { above }))).toBe('input-invalid')
    expect(await refusalOf(confirmAbove(world.system, { above: 5 }))).toBe('right-missing')
  })
})

describe('the API', () => {
  it('answers 429 with when to come back', async () => {
    await using api: Harness = await startHarness({ limits: { perMinute: 1000 } })
    const opened = await api.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields: cheese })
    const url = `/v1/events/${opened.body.number}`
    expect((await api.as('claire', 'POST', `${url}/publish`)).status).toBe(200)
    const body = { type: 'message', text: 'Encore.' }
    for (let nth = 2; nth <= 60; nth += 1)
      expect((await api.as('claire', 'POST', `${url}/entries`, body)).status).toBe(201)
    const refused = await api.as('claire', 'POST', `${url}/entries`, body)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('300')
    expect(refused.body).toMatchObject({ type: 'urn:vigie:problem:too-hasty' })
    expect(refused.body.detail).toContain('60 fois en 5 minutes')
    expect((await api.as('marc', 'POST', `${url}/entries`, body)).status).toBe(201)
  })
})
