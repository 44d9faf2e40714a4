import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { openInterests } from '#core/diffusion/interests.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { SubscriptionSchema } from '#core/diffusion/subscription.entity.ts'
import { unsubscribe } from '#core/diffusion/unsubscribe.ts'
import type { Facts } from '#core/query/facts.ts'
import { isRefusal } from '#core/refusal.ts'
import { asOwner } from '#test/database.ts'
import { makeWorld, type World } from '#test/world.ts'

const listeria: Facts = { keys: ['danger:listeria'], numbers: {}, text: { A: '', B: '', C: '', D: '' } }
const today = '2026-11-23'

let world: World
let claire: Context
beforeAll(async () => {
  world = await makeWorld()
  claire = world.as(await world.agent('Claire Vidal', await world.structure('ddpp-34')))
})
afterAll(() => world[Symbol.asyncDispose]())

describe('the interests', () => {
  it('of one process hold what another process wrote just before', async () => {
    await using elsewhere = await openInterests(world.store)
    for (let round = 0; round < 20; round++) {
      const made = await subscribe(claire, { query: 'danger:listeria' })
      expect((await elsewhere.match(listeria, today)).subscriptions).toEqual([made.id])
      await unsubscribe(claire, { id: made.id })
      expect((await elsewhere.match(listeria, today)).subscriptions).toEqual([])
    }
  })

  it('name a stored query that no longer reads, and go on with the others', async () => {
    const made = await subscribe(claire, { query: 'danger:listeria' })
    const lost = await world.store.transaction(async (em) =>
      em.create(SubscriptionSchema, { ...rowOf(claire), query: 'champ-disparu:x' }),
    )
    await using interests = await openInterests(world.store)
    expect(interests.broken()).toEqual([`subscription:${lost.id}`])
    expect((await interests.match(listeria, today)).subscriptions).toEqual([made.id])
    await unsubscribe(claire, { id: made.id })
  })

  it('forget what ended while their session was lost, and hold what began', async () => {
    const ended = await subscribe(claire, { query: 'danger:listeria' })
    await using interests = await openInterests(world.store, 200)
    await asOwner(world.store.url, (owner) =>
      owner.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vigie interests' and datname = current_database()",
      ),
    )
    while (interests.isCurrent()) await pause(5)
    await unsubscribe(claire, { id: ended.id })
    const begun = await subscribe(claire, { query: 'danger:listeria dept:34' })
    const facts = { ...listeria, keys: [...listeria.keys, 'dept:34'] }
    expect((await interests.match(facts, today)).subscriptions).toEqual([begun.id])
    expect(interests.isCurrent()).toBe(true)
    await unsubscribe(claire, { id: begun.id })
  })
})

function rowOf(ctx: Context) {
  const agentId = ctx.actor.type === 'agent' ? ctx.actor.agent.id : 0
  return { agentId, channel: 'email', pace: { every: 'entry' }, createdAt: new Date() } as const
}

describe('a subscription', () => {
  it('asked twice is one, with the later channel and pace', async () => {
    const first = await subscribe(claire, { query: 'danger:salmonella', channel: 'email' })
    const second = await subscribe(claire, {
      query: 'DANGER:Salmonella',
      pace: { every: 'week', weekday: 1, hour: 9 },
    })
    expect(second.id).toBe(first.id)
    expect(second.pace).toEqual({ every: 'week', weekday: 1, hour: 9 })
    expect(second.replaced).toEqual({ channel: 'email', pace: { every: 'entry' } })
    expect(first).not.toHaveProperty('replaced')
  })

  it('that nothing can satisfy is refused, and says why', async () => {
    const why = async (query: string) => {
      const failed = await subscribe(claire, { query }).catch((error: unknown) => error)
      return isRefusal(failed, 'never-matches') ? failed.facts : undefined
    }
    expect(await why('danger:listeria danger:salmonella')).toMatchObject({
      why: 'contradiction',
      facet: 'Catégorie de danger',
    })
    expect(await why('domaine:végétaux')).toMatchObject({
      why: 'domain',
      query: 'domaine:"Santé des végétaux"',
    })
  })

  it('with a query that does not read is refused, with the place', async () => {
    const failed = await subscribe(claire, { query: 'dangr:listeria' }).catch((error: unknown) => error)
    expect(isRefusal(failed, 'query-invalid') && failed.facts).toMatchObject({
      at: 0,
      problem: 'unknown-field',
    })
  })

  it('for words that every text has is refused, and everything is had by its name', async () => {
    for (const query of ['le la', '"de la"', 'brie OU les']) {
      const failed = await subscribe(claire, { query }).catch((error: unknown) => error)
      expect(isRefusal(failed, 'query-invalid') && failed.facts.problem, query).toBe('too-common')
    }
    expect((await subscribe(claire, { query: '*' })).query).toBe('*')
    expect((await subscribe(claire, { query: 'le brie' })).query).toBe('le brie')
  })

  it("of somebody else can't be ended", async () => {
    const other = world.as(await world.agent('Paul Roche', await world.structure('ddpp-30')))
    const mine = await subscribe(claire, { query: 'brie' })
    const failed = await unsubscribe(other, { id: mine.id }).catch((error: unknown) => error)
    expect(isRefusal(failed, 'subscription-not-found')).toBe(true)
  })
})
