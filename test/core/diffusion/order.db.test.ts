import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
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
    const diffuse = async (eventId: number) => {
      const [entry] = await world.store
        .read()
        .find(EntrySchema, { eventId }, { orderBy: { rank: 'desc' }, limit: 1 })
      await diffuseEntry(world.system, { entryId: entry?.id ?? 0 })
    }
    await diffuse((await publish('alerte-locale', 'listeria-monocytogenes')).id)
    await diffuse((await publish('alerte-nationale', 'salmonella')).id)
    sent.length = 0
    await queueOf(scene, 1).attempt()
    const order = sent.map(({ address }) => address)
    expect(order).toHaveLength(63)
    expect(order.slice(0, 2).sort()).toEqual([marc.email, 'mus@agri.example'])
    // Though it came last: after the first batch of the large one.
    expect(order.indexOf(few.email)).toBe(22)
  })
})
