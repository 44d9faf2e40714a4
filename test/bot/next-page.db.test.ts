import { expect, it } from 'vitest'
import { hear } from '#bot/hear.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { reindex } from '#search/reindex.ts'
import { makeScene } from '#test/core/diffusion/national-scene.ts'
import { cheese } from '#test/world.ts'

it('goes on to the end of a proof that one answer cannot hold, by « suite »', async () => {
  const scene = await makeScene()
  const { world, claire, herault } = scene
  const engine = postgresEngine(world.store)
  for (let at = 0; at < 45; at += 1) {
    const reader = await world.agent(`Lectrice Numero${at}`, herault)
    await subscribe(world.as(reader), { query: 'danger:listeria' })
  }
  const { number } = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
  const { id } = await publishEvent(world.as(claire), { number })
  await scene.diffuse(id)
  await reindex(world.store, engine)

  let count = 0
  const say = async (text: string) => {
    count += 1
    const message = { provider: 'console', from: claire.email, room: 'r', text, id: `page-${count}` } as const
    const [answer] = await hear({ ...world, engine, log: () => undefined }, message)
    return answer?.text ?? ''
  }
  const first = await say(`preuve ${number}`)
  expect(first).toContain('Page 1 sur 2')
  expect(first).toContain(`preuve ${number} page 2`)
  const second = await say('suite')
  expect(second).toContain('Page 2 sur 2')
  const names = (text: string) => text.match(/Lectrice Numero\d+/g) ?? []
  expect(new Set([...names(first), ...names(second)]).size).toBe(45)
  expect(await say('suite')).toContain('Il n’y a pas de suite')
  await world[Symbol.asyncDispose]()
})
