import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { retryDeadLetters } from '#core/diffusion/dead-letters.ts'
import type { DeliverDeps } from '#core/diffusion/deliver.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { unsubscribe } from '#core/diffusion/unsubscribe.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import { wakeDigests } from '#core/digests/wake.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { cheese, type World } from '#test/world.ts'
import { makeScene, type Scene } from './national-scene.ts'

let scene: Scene
let world: World
let herault: Structure
let claire: Agent
let deps: DeliverDeps
let sent: Scene['sent']
let tell: Scene['tell']

beforeAll(async () => {
  scene = await makeScene()
  ;({ world, herault, claire, deps, sent, tell } = scene)
})
afterAll(() => world[Symbol.asyncDispose]())

async function publishCheese(fields = cheese) {
  const draft = await openEvent(world.as(claire), { kind: 'food-product', fields })
  return publishEvent(world.as(claire), { number: draft.number })
}

describe('a digest', () => {
  it('gathers what its window holds, once, and does not repeat what was told at once', async () => {
    const daily = await world.agent('Léa Quotidienne', herault)
    const both = await world.agent('Max Double', herault)
    await subscribe(world.as(daily), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    await subscribe(world.as(both), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    const event = await publishCheese()
    await followEvent(world.as(both), { number: event.number })
    sent.length = 0
    await tell(event.id)
    expect(sent.map((one) => one.address)).toContain(both.email)
    expect(sent.map((one) => one.address)).not.toContain(daily.email)
    const em = world.store.read()
    const due = await em.findOneOrFail(DeliverySchema, { agentId: daily.id, eventId: event.id })
    expect(due.dueAt.toISOString()).toBe('2026-11-24T07:00:00.000Z')
    const input = {
      agentId: daily.id,
      channel: 'email' as const,
      dueAt: due.dueAt.toISOString(),
      lastAttempt: false,
    }
    await sendDigest(deps, input)
    await sendDigest(deps, input)
    const digests = sent.filter((one) => one.message.type === 'digest')
    expect(digests.map((one) => one.address)).toEqual([daily.email])
    expect(
      await em.count(DeliverySchema, { agentId: both.id, eventId: event.id, digestId: { $ne: null } }),
    ).toBe(0)
  })

  it('that was given up is told alone once it is tried again, and not in a later digest as well', async () => {
    const daily = await world.agent('Ève Reprise', herault)
    await subscribe(world.as(daily), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    const event = await publishCheese()
    await tell(event.id)
    const mine = { agentId: daily.id, eventId: event.id }
    const due = await world.store.read().findOneOrFail(DeliverySchema, mine)
    scene.fail = (address) => (address === daily.email ? 'throw' : undefined)
    const input = { agentId: daily.id, channel: 'email' as const, dueAt: due.dueAt.toISOString() }
    await sendDigest(deps, { ...input, lastAttempt: true })
    scene.fail = () => undefined
    expect((await world.store.read().findOneOrFail(DeliverySchema, mine)).state).toBe('dead')
    await retryDeadLetters(world.store, world.clock)
    expect(await wakeDigests(world.store, world.clock)).toBe(0)
    sent.length = 0
    await tell(event.id)
    expect(sent.map((one) => [one.address, one.message.type])).toEqual([[daily.email, 'notice']])
    const proof = await proveDiffusion(world.as(claire), { number: event.number })
    expect(proof.lines.find((line) => line.name === 'Ève Reprise')).toMatchObject({
      state: 'delivered',
      digest: false,
    })
  })

  it('leaves out what was stopped before it left, and is not sent when nothing is left to say', async () => {
    const daily = await world.agent('Lou Arrêtée', herault)
    const stopped = await subscribe(world.as(daily), {
      query: 'danger:listeria',
      pace: { every: 'day', hour: 8 },
    })
    const event = await publishCheese()
    await tell(event.id)
    await unsubscribe(world.as(daily), { id: stopped.id })
    const due = await world.store
      .read()
      .findOneOrFail(DeliverySchema, { agentId: daily.id, eventId: event.id })
    sent.length = 0
    await sendDigest(deps, {
      agentId: daily.id,
      channel: 'email',
      dueAt: due.dueAt.toISOString(),
      lastAttempt: false,
    })
    expect(sent).toEqual([])
    const proof = await proveDiffusion(world.as(claire), { number: event.number })
    expect(proof.lines.find((line) => line.name === 'Lou Arrêtée')).toMatchObject({
      state: 'refused',
      outcome: 'stopped',
    })
  })
})
