import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { closeEvent } from '#core/events/close.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { linkEvents } from '#core/events/link.ts'
import { readNumber } from '#core/events/number.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { reopenEvent } from '#core/events/reopen.ts'
import { updateEvent } from '#core/events/update.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { isRefusal } from '#core/refusal.ts'
import { asOwner } from '#test/database.ts'
import { refusalOf as refusal } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Context
let paul: Context
let mus: Context
let plant: Context

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  const gard = await world.structure('ddpp-30', { region: '76', dept: '30' })
  const central = await world.structure('mus', { level: 'central' })
  // They write for the tests' sake, faster than a hand.
  const fast = { haste: 10_000 }
  claire = world.as(Object.assign(await world.agent('Claire Vidal', herault), fast))
  paul = world.as(Object.assign(await world.agent('Paul Roche', gard), fast))
  mus = world.as(await world.agent('Marc Odin', central))
  plant = world.as(await world.agent('Anne Tilleul', herault, { domains: ['plant'] }))
})
afterAll(() => world[Symbol.asyncDispose]())

async function published(by: Context = claire) {
  // As people do: nobody opens one event a second.
  world.clock.set(world.clock.now().add({ minutes: 1 }).toString())
  const event = await openEvent(by, { kind: 'food-product', fields: cheese })
  return publishEvent(by, { number: event.number })
}

describe('a draft', () => {
  it('gets a number at once and is seen by its structure only', async () => {
    const event = await openEvent(claire, { kind: 'food-product', fields: { brand: 'X' } })
    expect(event.number).toMatch(/^A-2026\.\d+$/)
    expect((await readEvent(claire, { number: event.number })).brief.state).toBe('draft')
    expect(await refusal(readEvent(paul, { number: event.number }))).toBe('event-not-found')
    expect(await refusal(readEvent(mus, { number: event.number }))).toBe('event-not-found')
    expect(await refusal(readEvent(plant, { number: event.number }))).toBe('event-not-found')
  })

  it('is not published while a required field is missing, and says which', async () => {
    const event = await openEvent(claire, { kind: 'food-product', fields: { brand: 'X' } })
    const failed = await publishEvent(claire, { number: event.number }).catch((error: unknown) => error)
    expect(isRefusal(failed, 'fields-invalid') && failed.facts.issues.length).toBeGreaterThan(2)
  })

  it('is refused to an agent of another domain', async () => {
    expect(await refusal(openEvent(plant, { kind: 'food-product', fields: cheese }))).toBe('right-missing')
  })

  it('may not be closed, posted to, or linked', async () => {
    const { number } = await openEvent(claire, { kind: 'food-product', fields: cheese })
    expect(await refusal(postEntry(claire, { number, type: 'note', text: 'x' }))).toBe('state-refused')
    expect(await refusal(closeEvent(claire, { number }))).toBe('state-refused')
    expect(await refusal(linkEvents(claire, { number, other: number }))).toBe('link-refused')
  })

  it('refuses the RASFF number to an agent who is not of a central structure', async () => {
    expect(
      await refusal(openEvent(claire, { kind: 'food-product', fields: { rasffNumber: '2026.1234' } })),
    ).toBe('fields-invalid')
  })
})

describe('a published event', () => {
  it('is seen by every agent of the domain, and by no other', async () => {
    const { number } = await published()
    expect((await readEvent(paul, { number })).brief.title).toContain('Brie de Meaux')
    expect(await refusal(readEvent(plant, { number }))).toBe('event-not-found')
  })

  it('is updated by any agent of the domain, with the fields that changed in the journal', async () => {
    const { number } = await published()
    const { changes } = await updateEvent(paul, { number, fields: { lots: 'L2381, L2382' } })
    expect(changes.map((change) => change.field)).toEqual(['lots'])
    const { entries } = await readEvent(claire, { number })
    expect(entries.at(-1)).toMatchObject({
      type: 'updated',
      author: 'Paul Roche (DDPP 30)',
      body: { changes },
    })
  })

  it('refuses an update that changes nothing', async () => {
    const { number } = await published()
    expect(await refusal(updateEvent(claire, { number, fields: { brand: cheese.brand ?? '' } }))).toBe(
      'nothing-to-change',
    )
  })

  it('is closed and reopened by central agents only, and changed by them only once closed', async () => {
    const { number } = await published()
    expect(await refusal(closeEvent(claire, { number }))).toBe('right-missing')
    await closeEvent(mus, { number })
    expect(await refusal(closeEvent(mus, { number }))).toBe('state-refused')
    expect(await refusal(updateEvent(claire, { number, fields: { brand: 'Y' } }))).toBe('right-missing')
    await updateEvent(mus, { number, fields: { brand: 'Y' } })
    expect(await refusal(reopenEvent(paul, { number }))).toBe('right-missing')
    const before = (await readEvent(mus, { number })).publishedAt
    await reopenEvent(mus, { number })
    expect((await readEvent(mus, { number })).publishedAt).toBe(before)
  })

  it('is linked once, whichever way round, and says so in both journals', async () => {
    const one = await published()
    const two = await published()
    await linkEvents(claire, { number: one.number, other: two.number })
    expect(await refusal(linkEvents(paul, { number: two.number, other: one.number }))).toBe('link-refused')
    expect((await readEvent(paul, { number: two.number })).links).toEqual([one.number])
    expect((await readEvent(paul, { number: one.number })).entries.at(-1)?.type).toBe('linked')
  })

  it('is found by its number however it is written', () => {
    for (const written of [
      'A-2026.12',
      'a 2026.12',
      'a-2026-12',
      'n° A-2026.12',
      ' A-2026/12 ',
      '2026.12',
      '2026-12',
      'A_2026_12',
      'A–2026.12',
      'A.2026,12',
    ]) {
      expect(readNumber(written)).toBe('A-2026.12')
    }
  })
})

describe('numbers', () => {
  it('follow each other without gap or double when many open at once, and a refused one takes none', async () => {
    const before = await numbers()
    const opened = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        index % 4 === 0
          ? openEvent(claire, { kind: 'food-product', fields: { unknown: 'x' } }).catch(() => undefined)
          : openEvent(index % 2 === 0 ? claire : paul, { kind: 'food-product', fields: cheese }),
      ),
    )
    const made = opened.flatMap((event) => (event === undefined ? [] : [Number(event.number.split('.')[1])]))
    expect(made.length).toBe(30)
    expect(new Set(made).size).toBe(30)
    const after = await numbers()
    expect(after).toEqual(Array.from({ length: before.length + 30 }, (_, index) => index + 1))
  })
})

async function numbers(): Promise<number[]> {
  const events = await world.store.read().find(EventSchema, {})
  return events.map((event) => Number(event.number.split('.')[1])).sort((a, b) => a - b)
}

describe('the journal', () => {
  it('holds its chain through any sequence of acts', async () => {
    const acts = [
      (number: string) => postEntry(claire, { number, type: 'message', text: 'Un mot' }),
      (number: string) => updateEvent(paul, { number, fields: { brand: `Marque ${Math.random()}` } }),
      (number: string) =>
        postEntry(mus, { number, type: 'situation-report', title: 'Point', text: 'Où nous en sommes' }),
    ]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(acts.length - 1), { maxLength: 6 }), async (choices) => {
        const { number } = await published()
        for (const choice of choices) await acts[choice]?.(number)
        const em = world.store.read()
        const event = await em.findOneOrFail(EventSchema, { number })
        expect(await verifyChain(em, event)).toEqual({ ok: true, entries: choices.length + 2 })
      }),
      { numRuns: 10 },
    )
  })

  it('cannot be changed, deleted or emptied: not by the program, and the database refuses its owner as well', async () => {
    await published()
    for (const deed of ["update entry set author = 'autre'", 'delete from entry', 'truncate entry cascade']) {
      await expect(world.store.read().execute(deed)).rejects.toThrow(/permission denied/)
      await asOwner(world.store.url, async (owner) => {
        await expect(owner.query(deed)).rejects.toThrow(/append-only/)
      })
    }
  })

  it('shows where it was tampered with by somebody who disabled that refusal', async () => {
    const { number } = await published()
    await postEntry(claire, { number, type: 'message', text: 'vrai' })
    const em = world.store.read()
    const event = await em.findOneOrFail(EventSchema, { number })
    await asOwner(world.store.url, async (owner) => {
      await owner.query('alter table entry disable trigger entry_append_only')
      const forge = `update entry set body = '{"text":"faux"}' where event_id = $1 and rank = 3`
      await owner.query(forge, [event.id])
      await owner.query('alter table entry enable trigger entry_append_only')
    })
    expect(await verifyChain(world.store.read(), event)).toEqual({ ok: false, entries: 3, brokenAt: 3 })
  })

  it('is written with the change or not at all', async () => {
    const { number, id } = await published()
    const before = await world.store.read().count(EntrySchema, { eventId: id })
    await world.store
      .transaction(async (em) => {
        const event = await em.findOneOrFail(EventSchema, { number })
        event.state = 'closed'
        await em.flush()
        throw new Error('cut')
      })
      .catch(() => undefined)
    expect((await readEvent(claire, { number })).brief.state).toBe('open')
    expect(await world.store.read().count(EntrySchema, { eventId: id })).toBe(before)
  })
})
