import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { linkEvents } from '#core/events/link.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { readEvent } from '#core/events/read.ts'
import { isRefusal } from '#core/refusal.ts'
import { openEventRoom } from '#core/rooms/open-event-room.ts'
import { scopeOf } from '#core/rooms/scope.ts'
import { scopeQuery } from '#core/rooms/scope-query.ts'
import { findEvents } from '#search/find.ts'
import { indexEvents } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { linkedAgent, publishCheese, structureRoom } from '../rooms/room-world.ts'

let world: World
let claire: Agent
let here: string
let there: string
let draft: string
beforeAll(async () => {
  world = await makeWorld()
  claire = await linkedAgent(world, 'Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  const events = [await publishCheese(world, claire), await publishCheese(world, claire)]
  const third = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
  const [first, second] = events
  here = first?.number ?? ''
  there = second?.number ?? ''
  draft = third.number
  await linkEvents(world.as(claire), { number: here, other: there })
  await indexEvents(
    world.store,
    postgresEngine(world.store),
    [...events, third].map((event) => event.id),
  )
})
afterAll(() => world[Symbol.asyncDispose]())

/** Claire, where others read along. */
async function inRoom(room: Parameters<typeof scopeOf>[1]): Promise<Context> {
  const within = scopeQuery(await scopeOf(world.store.read(), room))
  return { ...world.as(claire), actor: { type: 'agent', agent: claire, within } }
}

const found = async (ctx: Context) => {
  const { hits, total } = await findEvents(ctx, postgresEngine(world.store), { text: 'brie' })
  return { total, numbers: hits.map(({ brief }) => brief.number).sort() }
}
const mayRead = (ctx: Context, number: string) =>
  readEvent(ctx, { number }).then(
    () => true,
    (error: unknown) => {
      if (isRefusal(error, 'event-not-found')) return false
      throw error
    },
  )

describe('an agent where others read along', () => {
  it('finds, reads and writes about that event only in the room of an event', async () => {
    expect((await found(world.as(claire))).numbers).toEqual([here, there, draft].sort())
    const { room } = await openEventRoom(world.as(claire), { number: here, provider: 'matrix' })
    const ctx = await inRoom(room)
    expect(await found(ctx)).toEqual({ total: 1, numbers: [here] })
    expect([await mayRead(ctx, here), await mayRead(ctx, there), await mayRead(ctx, draft)]).toEqual([
      true,
      false,
      false,
    ])
    expect((await readEvent(ctx, { number: here })).links).toEqual([])
    expect((await readEvent(world.as(claire), { number: here })).links).toEqual([there])
    await expect(postEntry(ctx, { number: there, type: 'message', text: 'Suite' })).rejects.toThrow(
      'event-not-found',
    )
  })

  it('sees in the room of his structure what the structure may, without its drafts', async () => {
    const ctx = await inRoom(await structureRoom(world, claire, '!ddpp34:essai'))
    expect(await found(ctx)).toEqual({ total: 2, numbers: [here, there].sort() })
    expect([await mayRead(ctx, there), await mayRead(ctx, draft)]).toEqual([true, false])
  })

  it('sees nothing there that he may not see himself', async () => {
    const room = await structureRoom(world, claire, '!partage:essai')
    const anne = await world.agent('Anne Tilleul', claire.structure, { domains: ['plant'] })
    const within = scopeQuery(await scopeOf(world.store.read(), room))
    const ctx: Context = { ...world.as(anne), actor: { type: 'agent', agent: anne, within } }
    expect(await found(ctx)).toEqual({ total: 0, numbers: [] })
    expect(await mayRead(ctx, here)).toBe(false)
  })

  it('sees nothing in a room that is nobody’s', async () => {
    const ctx: Context = {
      ...world.as(claire),
      actor: { type: 'agent', agent: claire, within: scopeQuery({ type: 'unbound' }) },
    }
    expect(await found(ctx)).toEqual({ total: 0, numbers: [] })
    expect(await mayRead(ctx, here)).toBe(false)
  })
})
