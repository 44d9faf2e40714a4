import { afterAll, beforeAll, expect, it } from 'vitest'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { wordProof } from '#templates/chat/proof.ts'
import { wordReach } from '#templates/chat/reach.ts'
import { cheese, type World } from '#test/world.ts'
import { makeScene } from './national-scene.ts'

let world: World
let claire: Agent
let luc: Agent
let central: Agent
let number: string
beforeAll(async () => {
  const scene = await makeScene()
  ;({ world, claire } = scene)
  const gard = await world.structure('ddpp-30', { region: '76', dept: '30' })
  luc = await world.agent('Luc Curieux', gard)
  central = await world.agent('Anne Centrale', scene.central)
  await subscribe(world.as(luc), {
    query: 'danger:listeria "affaire réservée" OU brie OU camembert OU danger:listeria',
  })
  const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
  number = draft.number
  await publishEvent(world.as(claire), { number })
  await scene.tell(draft.id)
})
afterAll(() => world[Symbol.asyncDispose]())

it('shows what a subscription asks for to its owner and to central agents, and to others that it matches', async () => {
  const reasons = async (reader: Agent) => {
    const ctx = world.as(reader)
    const { lines } = await proveDiffusion(ctx, { number })
    const { recipients } = await reachOf(ctx, { number })
    return [lines, recipients].map((those) => those.find(({ name }) => name === 'Luc Curieux')?.reasons)
  }
  const whole = { type: 'subscription', query: expect.stringContaining('camembert') }
  expect(await reasons(claire)).toEqual([[{ type: 'matching' }], [{ type: 'matching' }]])
  expect(await reasons(central)).toMatchObject([[whole], [whole]])
  expect(await reasons(luc)).toMatchObject([[whole], undefined])
})

it('shows where somebody is told to himself and to the operator only', async () => {
  const address = async (ctx: Parameters<typeof proveDiffusion>[0]) =>
    (await proveDiffusion(ctx, { number })).lines.find(({ name }) => name === 'Luc Curieux')?.address
  expect(await address(world.as(claire))).toBeNull()
  expect(await address(world.as(central))).toBeNull()
  expect(await address(world.as(luc))).toBe(luc.email)
  expect(await address(world.system)).toBe(luc.email)
})

it('speaks of others in the third person: « votre abonnement » is the reader’s own', async () => {
  const text = async (reader: Agent) => {
    const ctx = world.as(reader)
    const proof = wordProof({ proof: await proveDiffusion(ctx, { number }), page: 1 }).text
    return `${proof}\n${wordReach({ number, reach: await reachOf(ctx, { number }), page: 1 }).text}`
  }
  expect(await text(claire)).toContain('a un abonnement qui correspond')
  expect(await text(claire)).not.toMatch(/camembert|votre abonnement|luc\.curieux@/)
  expect(await text(central)).toMatch(/Pourquoi : abonnement n° \d+ : /)
  expect(await text(central)).not.toContain('votre abonnement')
  expect(await text(luc)).toContain('votre abonnement n° ')
})
