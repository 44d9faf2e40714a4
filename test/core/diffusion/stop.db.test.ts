import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followEvent } from '#core/diffusion/follow.ts'
import { describeStop, stopReason } from '#core/diffusion/stop.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { listSubscriptions } from '#core/diffusion/subscriptions.ts'
import { openEvent } from '#core/events/open.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

const links = stopLinks('a key of the installation, long enough', 'https://vigie.example')
const tokenOf = (link: string | undefined) =>
  new URL(link ?? 'https://none.example/').pathname.split('/').at(-1) ?? ''

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('a stop link', () => {
  it('reads back as what it was written for', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.boolean(), (agentId, id, follows) => {
        const target = follows
          ? ({ type: 'follow', agentId, eventId: id } as const)
          : ({ type: 'subscription', agentId, id } as const)
        expect(links.read(tokenOf(links.write(target)))).toEqual(target)
      }),
    )
  })

  it('is refused when it was forged, cut, or signed with another key', () => {
    const token = tokenOf(links.write({ type: 'follow', agentId: 1, eventId: 2 }))
    const [payload = '', signature = ''] = token.split('.')
    const other = Buffer.from(JSON.stringify({ type: 'follow', agentId: 9, eventId: 2 })).toString(
      'base64url',
    )
    for (const bad of [
      `${other}.${signature}`,
      payload,
      `${payload}.`,
      token.slice(0, -1),
      '',
      '.',
      'a.b.c',
      `${token}.0`,
    ]) {
      expect(links.read(bad)).toBeUndefined()
    }
    expect(stopLinks('another key', 'https://vigie.example').read(token)).toBeUndefined()
  })

  it('leads to where the pages answer, unless a public address was configured', () => {
    const target = { type: 'subscription', agentId: 1, id: 2 } as const
    const open = stopLinks('k'.repeat(32), undefined)
    expect(open.write(target)).toBeUndefined()
    open.answerAt('http://127.0.0.1:4321')
    expect(open.write(target)).toMatch(/^http:\/\/127\.0\.0\.1:4321\/arret\//)
    links.answerAt('http://127.0.0.1:4321')
    expect(links.write(target)).toMatch(/^https:\/\/vigie\.example\/arret\//)
  })

  it('says what it would stop, stops exactly that, and nothing the second time', async () => {
    const agent = await world.agent('Claire Vidal', await world.structure('ddpp-34'))
    const { id: eventId, number } = await openEvent(world.as(agent), { kind: 'food-product', fields: cheese })
    await followEvent(world.as(agent), { number })
    const kept = await subscribe(world.as(agent), { query: 'danger:salmonella' })
    const ended = await subscribe(world.as(agent), { query: 'danger:listeria' })

    const follow = { type: 'follow', agentId: agent.id, eventId } as const
    expect(await describeStop(world.store, follow)).toEqual({
      reason: { type: 'follow' },
      number,
      already: false,
    })
    expect(await stopReason(world.store, world.clock, follow)).toBe(true)
    expect(await stopReason(world.store, world.clock, follow)).toBe(false)
    expect(await describeStop(world.store, follow)).toMatchObject({ already: true })

    const subscription = { type: 'subscription', agentId: agent.id, id: ended.id } as const
    expect(await stopReason(world.store, world.clock, { ...subscription, agentId: agent.id + 1 })).toBe(false)
    expect(await stopReason(world.store, world.clock, subscription)).toBe(true)
    // Still described: a second click is answered as the first.
    expect(await describeStop(world.store, subscription)).toMatchObject({
      reason: { id: ended.id },
      already: true,
    })
    expect(await describeStop(world.store, { ...subscription, id: 99_999 })).toBeUndefined()
    // Taken up again under another number, it is what the old mail is about.
    const again = await subscribe(world.as(agent), { query: 'danger:listeria' })
    expect(await describeStop(world.store, subscription)).toMatchObject({
      reason: { id: again.id },
      already: false,
    })
    expect(await stopReason(world.store, world.clock, subscription)).toBe(true)
    expect(await describeStop(world.store, subscription)).toMatchObject({ already: true })
    expect((await listSubscriptions(world.as(agent))).map((one) => one.id)).toEqual([kept.id])
  })
})
