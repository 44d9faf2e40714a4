import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { postEntry } from '#core/events/post.ts'
import { sealProof } from '#core/proof/sealed-proof.ts'
import { makeWorld, type World } from '#test/world.ts'
import { testNotary } from './notary.ts'
import { deliverAll, type ToldEvent, toldEvent } from './told-event.ts'

let world: World
let event: ToldEvent
beforeAll(async () => {
  world = await makeWorld()
  event = await toldEvent(world)
})
afterAll(() => world[Symbol.asyncDispose]())

it('a proof drawn while people write and notices leave finds no fault', async () => {
  const { number } = event
  const [reader] = event.readers
  if (reader === undefined) throw new Error('nobody reads it')
  const state = { done: false }
  const busy = async () => {
    for (let turn = 0; turn < 40; turn++) {
      const text = `Prélèvement ${turn}.`
      const entry = await postEntry(world.as(reader), { number, type: 'situation-report', text })
      await diffuseEntry(world.system, { entryId: entry.id })
      await deliverAll(world)
    }
    state.done = true
  }
  const seen: unknown[] = []
  const look = async () => {
    while (!state.done) {
      const { chain, deliveries } = await proveDiffusion(world.system, { number })
      if (!chain.ok || !deliveries.ok) seen.push(chain, deliveries)
      const sealed = await sealProof(world.system, testNotary(), { number })
      const facts = [...sealed.seals.flatMap((seal) => seal.facts), ...sealed.later]
      const last = new Map(facts.map((fact) => [fact.delivery, fact.said]))
      for (const { delivery, said } of sealed.deliveries)
        if (!isDeepStrictEqual(said, last.get(delivery))) seen.push(said)
    }
  }
  await Promise.all([busy(), look()])
  expect(seen).toEqual([])
  expect((await world.store.read().findOneOrFail(EventSchema, { number })).entries).toBe(44)
})
