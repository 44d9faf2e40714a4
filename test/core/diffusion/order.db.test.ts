import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '#core/diffusion/channel.ts'
import { deliverBatch } from '#core/diffusion/deliver.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { cheese } from '#test/world.ts'
import { makeScene, type Scene } from './national-scene.ts'
import { queueOf } from './queue.ts'

let scene: Scene
beforeAll(async () => {
  scene = await makeScene()
})
afterAll(() => scene.world[Symbol.asyncDispose]())

describe('what waits to be sent', () => {
  it('leaves in turns: who must acknowledge first, and what few are told of before the rest of what many are', async () => {
    const { world, claire, marc, herault, sent } = scene
    for (let n = 0; n < 60; n += 1)
      await subscribe(world.as(await world.agent(`Grand N${n}`, herault)), { query: 'danger:listeria' })
    const few = await world.agent('Seul Petit', herault)
    await subscribe(world.as(few), { query: 'danger:salmonella' })
    const publish = async (type: string, dangerCategory: string) => {
      const fields = { ...cheese, type, dangerCategory }
      const draft = await openEvent(world.as(claire), { kind: 'food-product', fields })
      return publishEvent(world.as(claire), { number: draft.number })
    }
    await scene.diffuse((await publish('alerte-locale', 'listeria-monocytogenes')).id)
    await scene.diffuse((await publish('alerte-nationale', 'salmonella')).id)
    sent.length = 0
    await queueOf(scene, 1).attempt()
    const order = sent.map(({ address }) => address)
    expect(order).toHaveLength(63)
    expect(order.slice(0, 2).sort()).toEqual([marc.email, 'mus@agri.example'])
    // Though it came last: after the first batch of the large one.
    expect(order.indexOf(few.email)).toBe(22)
  })

  it('is told once and in its order, when an event changes again while the first change is being sent', async () => {
    const { world, claire, herault, deps } = scene
    const queue = queueOf(scene)
    const reader = await world.agent('Suit Vite', herault)
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    const { number, id: eventId } = await publishEvent(world.as(claire), { number: draft.number })
    await followEvent(world.as(reader), { number })
    await queue.attempt()
    await updateEvent(world.as(claire), { number, fields: { lots: 'L9' } })
    await scene.diffuse(eventId)
    await updateEvent(world.as(claire), { number, fields: { brand: 'Autre' } })
    await scene.diffuse(eventId)
    const mine = { agentId: reader.id, state: 'waiting' as const }
    const waiting = await world.store.read().find(DeliverySchema, mine, { orderBy: { entryId: 'asc' } })
    const [first = '', second = ''] = waiting.map(({ id }) => id)
    const begun = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const slow: Channel = {
      name: 'email',
      async send(key, address, message) {
        begun.resolve()
        await gate.promise
        return deps.channels.email.send(key, address, message)
      },
    }
    scene.sent.length = 0
    const slowly = { ...deps, channels: { ...deps.channels, email: slow } }
    const sending = deliverBatch(slowly, { deliveryIds: [first], lastAttempt: false })
    await begun.promise
    await deliverBatch(deps, { deliveryIds: [second], lastAttempt: false })
    gate.resolve()
    await sending
    await queue.attemptAgain()
    const told = scene.sent.flatMap(({ address, message }) =>
      address === reader.email && message.type === 'notice' ? [message.notice.telling] : [],
    )
    const changes = told.map((one) =>
      one.type === 'changes' ? one.changes.map(({ field }) => field) : 'whole',
    )
    // The second change was told with the first: an empty notice would say nothing.
    expect(changes).toEqual([['lots', 'brand']])
    const refused = { agentId: reader.id, state: 'refused' as const }
    expect(await world.store.read().find(DeliverySchema, refused)).toMatchObject([
      { id: second, outcome: 'told-before' },
    ])
  })
})
