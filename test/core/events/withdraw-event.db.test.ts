import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followEvent } from '#core/diffusion/follow.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { unsubscribe } from '#core/diffusion/unsubscribe.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { closeEvent } from '#core/events/close.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { reopenEvent } from '#core/events/reopen.ts'
import { updateEvent } from '#core/events/update.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { withdrawEvent } from '#core/events/withdraw-event.ts'
import { findEvents } from '#search/find.ts'
import { indexEvents } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { type Telling, tellingIn } from '#test/core/diffusion/telling.ts'
import { refusalOf as refusal } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let herault: Structure
let claire: Agent
let luc: Agent
let paul: Agent
let anne: Agent
let telling: Telling
const reason = 'Fausse alerte : résultat démenti.'

beforeAll(async () => {
  world = await makeWorld()
  herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  const gard = await world.structure('ddpp-30', { region: '76', dept: '30' })
  const mus = await world.structure('mus', { level: 'central' })
  claire = await world.agent('Claire Vidal', herault)
  luc = await world.agent('Luc Petit', herault)
  paul = await world.agent('Paul Serre', gard)
  anne = await world.agent('Anne Roy', mus)
  telling = tellingIn(world)
})
afterAll(() => world[Symbol.asyncDispose]())

async function published() {
  const { number } = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
  return publishEvent(world.as(claire), { number })
}

async function told(work: () => Promise<unknown>, event: { id: number }): Promise<string[]> {
  telling.sent.length = 0
  await work()
  await telling.tell(event)
  return telling.sent.map(({ address }) => address).sort()
}

describe('a withdrawn event', () => {
  it('may be withdrawn by its structure and by central ones, with a reason of some words, and by nobody else', async () => {
    const { number } = await published()
    expect(await refusal(withdrawEvent(world.as(paul), { number, reason }))).toBe('right-missing')
    for (const empty of ['', '.', '??', 'a!'])
      expect(await refusal(withdrawEvent(world.as(claire), { number, reason: empty }))).toBe('input-invalid')
    await withdrawEvent(world.as(luc), { number, reason })
    expect(await refusal(withdrawEvent(world.as(anne), { number, reason }))).toBe('state-refused')
    const other = await published()
    await closeEvent(world.as(anne), { number: other.number })
    await withdrawEvent(world.as(anne), { number: other.number, reason })
  })

  it('is read as such, takes nothing more, and comes back by a central agent only, told to those who were told', async () => {
    const reader = await world.agent('Rita Lectrice', herault)
    await subscribe(world.as(reader), { query: 'danger:listeria' })
    const event = await published()
    const { number } = event
    await telling.tell(event)
    expect(await told(() => withdrawEvent(world.as(claire), { number, reason }), event)).toEqual([
      reader.email,
    ])
    const { brief, entries } = await readEvent(world.as(paul), { number })
    expect([brief.state, entries.at(-1)?.type, entries.at(-1)?.body.text]).toEqual([
      'withdrawn',
      'withdrawn',
      reason,
    ])
    const refused = [
      postEntry(world.as(claire), { number, type: 'note', text: 'x' }),
      updateEvent(world.as(anne), { number, fields: { lots: 'L9' } }),
      closeEvent(world.as(anne), { number }),
      publishEvent(world.as(claire), { number }),
    ]
    expect(await Promise.all(refused.map(refusal))).toEqual(Array(4).fill('state-refused'))
    expect(await refusal(reopenEvent(world.as(claire), { number }))).toBe('right-missing')
    expect(await told(() => reopenEvent(world.as(anne), { number }), event)).toEqual([
      claire.email,
      reader.email,
    ])
    expect((await readEvent(world.as(paul), { number })).brief.state).toBe('open')
    const em = world.store.read()
    expect((await verifyChain(em, await em.findOneOrFail(EventSchema, { number }))).ok).toBe(true)
  })

  it('is told to exactly those who were told and to followers, whatever became of what they asked for; each as the proof says', async () => {
    const [left, daily, late] = [
      await world.agent('Léa Partie', herault),
      await world.agent('Denis Quotidien', herault),
      await world.agent('Tom Tardif', herault),
    ]
    const ended = await subscribe(world.as(left), { query: 'marque:"Ferme des Trois Sapins"' })
    await subscribe(world.as(daily), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    const event = await published()
    const { number } = event
    await telling.tell(event)
    await unsubscribe(world.as(left), { id: ended.id })
    await subscribe(world.as(late), { query: 'danger:listeria' })
    await followEvent(world.as(paul), { number })
    const reach = await reachOf(world.as(claire), { number, type: 'withdrawn' })
    const addresses = await told(() => withdrawEvent(world.as(claire), { number, reason }), event)
    expect(addresses).toContain(left.email)
    expect(addresses).toContain(paul.email)
    expect(addresses).not.toContain(late.email)
    // His digest had not left: he need not learn that it was a mistake.
    expect(addresses).not.toContain(daily.email)
    expect(reach.total).toBe(addresses.length)
    const { lines } = await proveDiffusion(world.as(claire), { number })
    expect(lines.find(({ name }) => name === 'Denis Quotidien')).toMatchObject({
      state: 'refused',
      outcome: 'withdrawn',
    })
    expect(lines.findLast(({ name }) => name === 'Léa Partie')).toMatchObject({
      entryType: 'withdrawn',
      reasons: [{ type: 'told' }],
    })
    const [notice] = telling.noticesAt(left.email)
    expect(notice).toMatchObject({
      event: { state: 'withdrawn' },
      telling: { changes: [] },
      entry: { body: { text: reason } },
    })
  })

  it('is not told as if it held to whom it had not reached yet, nor is that it was a mistake', async () => {
    const reader = await world.agent('Zora Lente', herault)
    await subscribe(world.as(reader), { query: 'danger:listeria' })
    const event = await published()
    await telling.diffuse(event)
    telling.sent.length = 0
    await withdrawEvent(world.as(claire), { number: event.number, reason })
    await telling.deliver(event)
    await telling.tell(event)
    expect(telling.noticesAt(reader.email)).toEqual([])
  })

  it('is found only by who asks for it, and a draft that was withdrawn by its structure only: it tells nobody', async () => {
    const engine = postgresEngine(world.store)
    const event = await published()
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    await followEvent(world.as(luc), { number: draft.number })
    await withdrawEvent(world.as(claire), { number: event.number, reason })
    expect(
      await told(() => withdrawEvent(world.as(claire), { number: draft.number, reason }), draft),
    ).toEqual([])
    await indexEvents(world.store, engine, [event.id, draft.id])
    const found = async (agent: Agent, text: string) =>
      (await findEvents(world.as(agent), engine, { text, limit: 100 })).hits.map(({ brief }) => brief.number)
    for (const text of ['', 'brie', 'danger:listeria', `numéro:${event.number}`])
      expect(await found(claire, text)).not.toContain(event.number)
    expect(await found(paul, 'état:retiré')).toContain(event.number)
    expect(await found(claire, 'brie état:retiré')).toEqual(
      expect.arrayContaining([event.number, draft.number]),
    )
    expect(await found(paul, 'état:retiré')).not.toContain(draft.number)
    expect(await refusal(readEvent(world.as(anne), { number: draft.number }))).toBe('event-not-found')
    expect((await readEvent(world.as(luc), { number: draft.number })).brief.state).toBe('withdrawn')
  })
})
