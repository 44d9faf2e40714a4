import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ChatMessage } from '#bot/chat.ts'
import type { HearDeps, Surprise } from '#bot/hear.ts'
import { forgetHeard, noteSaid, unsaid } from '#bot/heard.ts'
import { hearOnce, onceFor } from '#bot/once.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { DialogueSchema } from '#core/store/dialogue.entity.ts'
import { openStore } from '#core/store/store.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Agent
let deps: HearDeps
let surprises: Surprise[] = []

beforeAll(async () => {
  world = await makeWorld()
  claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34', region: '76' }))
  deps = { ...world, engine: postgresEngine(world.store), log: (one) => surprises.push(one) }
})
afterAll(() => world[Symbol.asyncDispose]())

const ids = Array.from({ length: 99 }, (_, at) => `m${at}`)
function message(text: string, id = ids.pop() ?? ''): ChatMessage {
  return { provider: 'console', from: claire.email, room: 'salon', text, id }
}
const events = () => world.store.read().count(EventSchema)
const create = 'créer produit type:"alerte nationale" reçu:hier source:"autocontrôle produit" Un lot.'
const pids = z.array(z.object({ pid: z.number() }))

/** Does something, then loses the database before it can be committed. */
async function dies(joined: HearDeps): Promise<never> {
  await openEvent(
    { ...joined, actor: { type: 'agent', agent: claire } },
    { kind: 'food-product', fields: cheese },
  )
  const [row] = pids.parse(await joined.store.read().execute('select pg_backend_pid() as pid'))
  await world.store.pool.query('select pg_terminate_backend($1)', [row?.pid])
  await joined.store.read().execute('select 1')
  throw new Error('still alive')
}

describe('a message that is heard again', () => {
  it('does nothing and has the same answers', async () => {
    const before = await events()
    const said = message(create)
    const first = await hearOnce(deps, said)
    expect(first.again).toBe(false)
    expect(first.answers[0]?.text).toContain('Brouillon enregistré')
    expect(await hearOnce(deps, said)).toEqual({ answers: first.answers, again: true })
    expect(await events()).toBe(before + 1)
    await hearOnce(deps, message('non'))
  })

  it('acts once when it comes three times at once', async () => {
    const before = await events()
    const said = message(create)
    const heard = await Promise.all([said, said, said].map((one) => hearOnce(deps, one)))
    expect(await events()).toBe(before + 1)
    expect(heard.filter(({ again }) => again)).toHaveLength(2)
    for (const { answers } of heard) expect(answers).toEqual(heard[0]?.answers)
    await hearOnce(deps, message('non'))
  })

  it('is another message at another provider', async () => {
    const said = message('aide')
    await hearOnce(deps, said)
    expect((await hearOnce(deps, { ...said, provider: 'email' })).again).toBe(false)
  })
})

describe('two messages of one person at once', () => {
  it('are heard one after the other, so that neither forgets what the other opened', async () => {
    const two = await Promise.all([
      hearOnce(deps, message('créer')),
      hearOnce(deps, message('chercher brie')),
    ])
    expect(two.every(({ again }) => !again)).toBe(true)
    const [answer] = (await hearOnce(deps, message('1'))).answers
    expect(answer?.text).toContain('Alerte produit nationale')
    await hearOnce(deps, message('annuler'))
  })
})

describe('a database that goes down', () => {
  it('between the act and its commit leaves nothing, and the message is heard as if for the first time', async () => {
    const before = await events()
    const said = message(create)
    await expect(onceFor(deps, said, dies)).rejects.toThrow()
    expect(await events()).toBe(before)
    expect(await unsaid(world.store, 'console')).not.toContainEqual(expect.objectContaining({ id: said.id }))
    expect((await hearOnce(deps, said)).again).toBe(false)
    expect(await events()).toBe(before + 1)
    expect(surprises).toEqual([])
    await hearOnce(deps, message('non'))
  })

  it('before anything is thrown to the adapter: nothing can be promised', async () => {
    await using gone = await openStore('postgres://vigie:vigie@127.0.0.1:1/vigie')
    await expect(hearOnce({ ...deps, store: gone }, message('aide'))).rejects.toThrow()
  })
})

describe('a surprise', () => {
  it('undoes what was begun, is logged and answered once, and is not tried again', async () => {
    surprises = []
    const before = await events()
    const said = message(create)
    let tries = 0
    const breaks = async (joined: HearDeps) => {
      tries += 1
      await openEvent(
        { ...joined, actor: { type: 'agent', agent: claire } },
        { kind: 'food-product', fields: cheese },
      )
      throw new Error('out of luck')
    }
    const first = await onceFor(deps, said, breaks)
    expect(surprises).toMatchObject([{ error: new Error('out of luck'), messageId: said.id }])
    expect(first.answers[0]?.text).toContain(`\`${surprises[0]?.id}\``)
    expect(await onceFor(deps, said, breaks)).toEqual({ answers: first.answers, again: true })
    expect(tries).toBe(1)
    expect(await events()).toBe(before)
    surprises = []
  })

  it('is none when two acts waited for each other: it is done anew', async () => {
    let tries = 0
    const entangled = async () => {
      tries += 1
      if (tries === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
      return [{ text: 'fait' }]
    }
    expect(await onceFor(deps, message('x'), entangled)).toEqual({
      answers: [{ text: 'fait' }],
      again: false,
    })
    expect(surprises).toEqual([])
  })

  it('leaves an open conversation as it was', async () => {
    await hearOnce(deps, message('créer'))
    const state = async () => (await world.store.read().find(DialogueSchema, {})).map((one) => one.state)
    const before = await state()
    const broken = { ...deps, engine: { ...deps.engine, find: () => Promise.reject(new Error('broken')) } }
    await hearOnce(broken, message('chercher brie'))
    expect(await state()).toEqual(before)
    await hearOnce(deps, message('annuler'))
    surprises = []
  })
})

describe('what was heard and not said', () => {
  it('is given back, oldest first, with where it goes, until it is said', async () => {
    await world.store.read().execute('delete from heard')
    await hearOnce(deps, { ...message('aide', 'a'), about: 'thread' })
    world.clock.set('2026-11-23T09:01:00Z')
    const { answers } = await hearOnce(deps, message('chercher brie', 'b'))
    await onceFor(deps, message('x', 'silent'), async () => [])
    const left = await unsaid(world.store, 'console')
    expect(left).toMatchObject([
      { id: 'a', room: 'salon', from: claire.email, about: 'thread' },
      { id: 'b', about: null, answers },
    ])
    await noteSaid(world.store, 'console', 'a')
    expect((await unsaid(world.store, 'console')).map(({ id }) => id)).toEqual(['b'])
    expect(await unsaid(world.store, 'matrix')).toEqual([])
  })

  it('is forgotten after thirty days', async () => {
    world.clock.set('2026-12-23T08:00:00Z')
    expect(await forgetHeard(world.store, world.clock)).toBe(0)
    world.clock.set('2026-12-23T09:00:30Z')
    expect(await forgetHeard(world.store, world.clock)).toBe(1)
  })
})
