import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '#core/diffusion/channel.ts'
import { type DeliverDeps, deliverBatch } from '#core/diffusion/deliver.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { turnOf } from '#core/diffusion/in-turn.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { wakeDigests } from '#core/digests/wake.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { openStore } from '#core/store/store.ts'
import { cheese } from '#test/world.ts'
import { makeScene, type Scene } from './national-scene.ts'
import { queueOf } from './queue.ts'

let scene: Scene
let rank = 0

beforeAll(async () => {
  scene = await makeScene()
})
afterAll(() => scene.world[Symbol.asyncDispose]())

/** Two changes that wait for one reader, the channel held at its gate while both are sent by two workers at once. */
async function sentAtOnce(
  before: (first: string) => Promise<void>,
  other: Pick<DeliverDeps, 'store'> = scene.deps,
): Promise<unknown[]> {
  const { world, claire, herault, deps } = scene
  const queue = queueOf(scene)
  rank += 1
  const reader = await world.agent(`Suit Vite${rank}`, herault)
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
  await before(first)
  scene.sent.length = 0
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
  const slowly = { ...deps, channels: { ...deps.channels, email: slow } }
  const sending = deliverBatch(slowly, { deliveryIds: [first], lastAttempt: false })
  await begun.promise
  await deliverBatch({ ...deps, ...other }, { deliveryIds: [second], lastAttempt: false })
  gate.resolve()
  await sending
  await queue.attemptAgain()
  return scene.sent
    .flatMap(({ address, message }) =>
      address === reader.email && message.type === 'notice' ? [message.notice.telling] : [],
    )
    .flatMap((one) => (one.type === 'changes' ? one.changes.map(({ field }) => field) : ['whole']))
    .sort()
}

describe('two changes of one event that two workers send to one reader at once', () => {
  it('are each told once', async () => {
    expect(await sentAtOnce(async () => undefined)).toEqual(['brand', 'lots'])
  })

  const retried = async (first: string) => {
    scene.fail = () => 'throw'
    await deliverBatch(scene.deps, { deliveryIds: [first], lastAttempt: false }).catch(() => undefined)
    scene.fail = () => undefined
  }

  it('are each told once when the first failed before and is tried again', async () => {
    expect(await sentAtOnce(retried)).toEqual(['brand', 'lots'])
  })

  it('are each told once when the second is sent by another process', async () => {
    await using store = await openStore(scene.world.store.url)
    expect(await sentAtOnce(retried, { store })).toEqual(['brand', 'lots'])
  })

  it('are each told once when no worker ran for a quarter of an hour', async () => {
    const late = async () => {
      const { clock } = scene.world
      clock.set(clock.now().add({ minutes: 15 }).toString())
    }
    expect(await sentAtOnce(late)).toEqual(['brand', 'lots'])
  })
})

describe('a digest of an event that is just being told to its reader', () => {
  it('waits until that is told', async () => {
    const { world, claire, herault, deps } = scene
    const queue = queueOf(scene)
    const daily = await world.agent('Léa Résumé', herault)
    await subscribe(world.as(daily), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    await publishEvent(world.as(claire), { number: draft.number })
    await queue.attempt()
    const mine = () => world.store.read().findOneOrFail(DeliverySchema, { agentId: daily.id })
    const delivery = await mine()
    world.clock.set(delivery.dueAt.toISOString())
    await wakeDigests(world.store, world.clock)
    await deps.store.claims.holding([turnOf(delivery)], async () => {
      await queue.attempt()
      expect((await mine()).state).toBe('waiting')
    })
    await queue.attemptAgain()
    expect((await mine()).state).toBe('delivered')
  })
})
