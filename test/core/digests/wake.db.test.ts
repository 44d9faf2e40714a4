import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { wakeDigests } from '#core/digests/wake.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld('2026-11-20T15:00:00Z')
})
afterAll(() => world[Symbol.asyncDispose]())

describe('the clock', () => {
  it('enqueues each digest once when two processes wake together, and none before its window', async () => {
    const structure = await world.structure('ddpp-34', { region: '76', dept: '34' })
    const reunion = await world.structure('daaf-974', { region: '04', dept: '974', zone: 'Indian/Reunion' })
    const author = world.as(await world.agent('Claire Vidal', structure))
    const here = await world.agent('Léa Ici', structure)
    const there = await world.agent('Max Loin', reunion)
    for (const agent of [here, there]) {
      await subscribe(world.as(agent), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    }
    const draft = await openEvent(author, { kind: 'food-product', fields: cheese })
    await publishEvent(author, { number: draft.number })
    const [entry] = await world.store.read().find(EntrySchema, { eventId: draft.id, type: 'published' })
    await diffuseEntry(world.system, { entryId: entry?.id ?? 0 })
    const jobs = () =>
      world.store.read().execute("select key from graphile_worker.jobs where task_identifier = 'digest'")

    expect(await wakeDigests(world.store, world.clock)).toBe(0)
    // Monday 8:00 in La Réunion is 5:00 in Paris.
    world.clock.set('2026-11-23T04:00:00Z')
    await Promise.all([wakeDigests(world.store, world.clock), wakeDigests(world.store, world.clock)])
    expect(await jobs()).toHaveLength(1)
    world.clock.set('2026-11-23T07:00:00Z')
    await Promise.all([wakeDigests(world.store, world.clock), wakeDigests(world.store, world.clock)])
    expect(await jobs()).toHaveLength(2)
  })
})
