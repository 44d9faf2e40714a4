import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { wakeDigests } from '#core/digests/wake.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { maxAttempts } from '#core/store/jobs.ts'
import { cheese } from '#test/world.ts'
import { makeScene, type Scene } from '../diffusion/national-scene.ts'
import { queueOf } from '../diffusion/queue.ts'

let scene: Scene
beforeAll(async () => {
  scene = await makeScene()
})
afterAll(() => scene.world[Symbol.asyncDispose]())

describe('a digest whose channel always fails', () => {
  it('is given up after its attempts, however often the clock wakes; the next says since when it tells', async () => {
    const { world, claire, herault, sent } = scene
    const queue = queueOf(scene)
    const daily = await world.agent('Léa Quotidienne', herault)
    await subscribe(world.as(daily), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    const publish = async () => {
      const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
      await publishEvent(world.as(claire), { number: draft.number })
      await queue.attempt()
    }
    const mine = () =>
      world.store.read().find(DeliverySchema, { agentId: daily.id }, { orderBy: { entryId: 'asc' } })
    await publish()
    const [first] = await mine()
    scene.fail = (address) => (address === daily.email ? 'throw' : undefined)
    world.clock.set('2026-11-24T07:00:00Z')
    expect(await wakeDigests(world.store, world.clock)).toBe(1)
    await queue.attempt()
    for (let n = 1; n < maxAttempts; n += 1) {
      expect(await queue.attemptsAt('digest')).toEqual([n])
      await wakeDigests(world.store, world.clock)
      await queue.attemptAgain()
    }
    expect((await mine()).map(({ state, detail }) => [state, detail])).toEqual([['dead', 'connexion perdue']])
    expect(await wakeDigests(world.store, world.clock)).toBe(0)
    expect(await queue.attemptsAt('digest')).toEqual([])

    scene.fail = () => undefined
    world.clock.set('2026-11-24T09:00:00Z')
    await publish()
    world.clock.set('2026-11-25T07:00:00Z')
    await wakeDigests(world.store, world.clock)
    sent.length = 0
    await queue.attempt()
    const digests = sent.flatMap(({ address, message }) =>
      address === daily.email && message.type === 'digest' ? [message.digest] : [],
    )
    expect(digests).toHaveLength(1)
    // The one before never left: this one does not begin where that one ended.
    expect(Temporal.Instant.compare(digests[0]?.from ?? '', first?.dueAt.toISOString() ?? '')).toBe(-1)
  })
})
