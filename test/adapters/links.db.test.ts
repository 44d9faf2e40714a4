import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { readConfig } from '#adapters/config.ts'
import { openParts } from '#adapters/parts.ts'
import { startHttp } from '#adapters/start-http.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { listSubscriptions } from '#core/diffusion/subscriptions.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { cheese } from '#test/world.ts'
import { makeScene } from '../core/diffusion/national-scene.ts'

it('the links of mails lead to the port that is listened on, and each does only what it was made for', async () => {
  const { world, claire, marc, tell } = await makeScene()
  const folder = await mkdtemp(join(tmpdir(), 'vigie-links-'))
  const config = readConfig({ VAR_DIR: folder, DATABASE_URL: world.store.url, HTTP_PORT: '0' })
  const parts = await openParts(world.store.url, config, world.clock, pino({ level: 'silent' }))
  const http = await startHttp(parts, undefined)
  try {
    const { id } = await subscribe(world.as(marc), { query: 'danger:listeria' })
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    await tell((await publishEvent(world.as(claire), { number: draft.number })).id)
    const told = { agentId: marc.id, state: 'delivered' as const }
    const delivery = await world.store.read().findOneOrFail(DeliverySchema, told)
    const read = parts.links.write({ type: 'acknowledge', delivery: delivery.id }) ?? ''
    const stop = parts.links.write({ type: 'subscription', agentId: marc.id, id }) ?? ''
    expect([read, stop].map((link) => new URL(link).origin)).toEqual([http.url, http.url])

    const post = async (link: string) => (await fetch(link, { method: 'POST' })).status
    expect(await post(read.replace('/accuse/', '/arret/'))).toBe(404)
    expect(await post(stop.replace('/arret/', '/accuse/'))).toBe(404)
    expect((await listSubscriptions(world.as(marc))).map((one) => one.id)).toEqual([id])
    expect((await world.store.read().findOneOrFail(DeliverySchema, told)).acknowledgedAt).toBeNull()

    expect([await post(read), await post(stop)]).toEqual([200, 200])
    const again = await Promise.all([read, stop].map(async (link) => (await fetch(link)).text()))
    expect(again[0]).toContain('<h1>C’était déjà noté, merci</h1>')
    expect(again[1]).toContain('<h1>C’est déjà arrêté</h1>')
  } finally {
    await http.stop()
    await parts[Symbol.asyncDispose]()
    await world[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  }
})
