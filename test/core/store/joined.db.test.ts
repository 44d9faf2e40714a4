import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { Refusal } from '#core/refusal.ts'
import { joinedStore } from '#core/store/joined.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Agent
beforeAll(async () => {
  world = await makeWorld()
  claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
})
afterAll(() => world[Symbol.asyncDispose]())

const kind = 'food-product'
const within = (work: (ctx: Context) => Promise<void>) =>
  world.store.transaction((em) => work({ ...world.as(claire), store: joinedStore(world.store, em) }))
const openedSince = async (before: number) => (await world.store.read().count(EventSchema)) - before
const countOf = () => world.store.read().count(EventSchema)

describe('a store that joins a transaction', () => {
  it('lets each verb see what the verbs before it did, and commits them together', async () => {
    const before = await countOf()
    await within(async (ctx) => {
      const { number } = await openEvent(ctx, { kind, fields: cheese })
      await publishEvent(ctx, { number })
      expect((await readEvent(ctx, { number })).brief.state).toBe('open')
      expect(await openedSince(before)).toBe(0)
    })
    expect(await openedSince(before)).toBe(1)
  })

  it('undoes a refused verb alone, and goes on', async () => {
    const before = await countOf()
    await within(async (ctx) => {
      const { number } = await openEvent(ctx, { kind, fields: cheese })
      const refused = ctx.store.transaction(async (em) => {
        await em.nativeUpdate(EventSchema, { number }, { version: 99, entries: 99 })
        throw new Refusal('nothing-to-change', { number })
      })
      await expect(refused).rejects.toThrow(Refusal)
      expect((await readEvent(ctx, { number })).brief.version).toBe(1)
      await publishEvent(ctx, { number })
    })
    expect(await openedSince(before)).toBe(1)
  })

  it('goes on after a statement that PostgreSQL refused inside a verb', async () => {
    const before = await countOf()
    await within(async (ctx) => {
      await expect(ctx.store.transaction((em) => em.execute('select 1 / 0'))).rejects.toThrow('zero')
      await openEvent(ctx, { kind, fields: cheese })
    })
    expect(await openedSince(before)).toBe(1)
  })

  it('undoes everything when what surrounds it fails, jobs included', async () => {
    const before = await countOf()
    const jobs = () => world.store.pool.query('select 1 from graphile_worker.jobs')
    const { rowCount } = await jobs()
    const failed = within(async (ctx) => {
      await openEvent(ctx, { kind, fields: cheese })
      throw new Error('the machine is gone')
    })
    await expect(failed).rejects.toThrow('gone')
    expect(await openedSince(before)).toBe(0)
    expect((await jobs()).rowCount).toBe(rowCount)
  })

  it('is left open by who joined it', async () => {
    await within(async (ctx) => {
      await ctx.store.close()
      await openEvent(ctx, { kind, fields: cheese })
    })
    expect(await countOf()).toBeGreaterThan(0)
  })
})
