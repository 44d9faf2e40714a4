import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { isRefusal } from '#core/refusal.ts'
import { refusalOf as refusal } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Context
let paul: Context
let mus: Context

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
})
afterAll(() => world[Symbol.asyncDispose]())

async function published() {
  const event = await openEvent(claire, { kind: 'food-product', fields: cheese })
  return publishEvent(claire, { number: event.number })
}

describe('an update of what was read before others changed it', () => {
  it('refuses a save over a field that others changed since, and names only those who did, and when', async () => {
    const { number, version } = await published()
    await updateEvent(paul, { number, version, fields: { brand: 'Autre' } })
    await updateEvent(mus, { number, fields: { description: 'Un autre récit.' } })
    const failed = await updateEvent(claire, { number, version, fields: { brand: 'Ferme Y' } }).catch(
      (error: unknown) => error,
    )
    expect(isRefusal(failed, 'version-conflict') && failed.facts).toEqual({
      number,
      expected: version,
      actual: version + 2,
      changes: [
        {
          field: 'brand',
          label: 'Marque',
          before: cheese.brand,
          after: 'Autre',
          by: 'Paul Roche (DDPP 30)',
          at: expect.stringMatching(/^2026-/),
        },
      ],
    })
  })

  it('takes a change of other fields than those changed since, keeps both, and says what came in between', async () => {
    const { number, version } = await published()
    await updateEvent(paul, { number, version, fields: { brand: 'Autre' } })
    await postEntry(paul, { number, type: 'message', text: 'Vu.' })
    const merged = await updateEvent(claire, { number, version, fields: { lots: 'L1' } })
    expect(merged.event).toMatchObject({ version: version + 2, fields: { brand: 'Autre', lots: 'L1' } })
    expect(merged.changes.map(({ field }) => field)).toEqual(['lots'])
    expect(merged.meanwhile).toMatchObject([
      { type: 'updated', author: 'Paul Roche (DDPP 30)', body: { changes: [{ field: 'brand' }] } },
    ])
  })

  it('takes a change that was begun before the event was published, and says that it was', async () => {
    const { number, version } = await openEvent(claire, { kind: 'food-product', fields: cheese })
    await publishEvent(claire, { number })
    const { meanwhile } = await updateEvent(claire, { number, version, fields: { lots: 'L1' } })
    expect(meanwhile.map(({ type }) => type)).toEqual(['published'])
  })

  it('finds nothing to change, rather than a conflict, when another made the very same change', async () => {
    const { number, version } = await published()
    await updateEvent(paul, { number, version, fields: { lots: 'L1' } })
    expect(await refusal(updateEvent(claire, { number, version, fields: { lots: 'L1' } }))).toBe(
      'nothing-to-change',
    )
  })

  it('refuses a change over a version that is yet to come', async () => {
    const { number, version } = await published()
    expect(await refusal(updateEvent(claire, { number, version: version + 1, fields: { lots: 'L1' } }))).toBe(
      'version-conflict',
    )
  })

  it('loses no change whatever two agents change from the same version', async () => {
    const names = ['brand', 'lots', 'denomination', 'description'] as const
    const some = fc.subarray([...names], { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(some, some, async (first, second) => {
        const { number, version } = await published()
        await updateEvent(paul, { number, version, fields: valuesOf(first, 'de Paul') })
        const asked = updateEvent(claire, { number, version, fields: valuesOf(second, 'de Claire') })
        const clash = first.filter((name) => second.includes(name))
        if (clash.length > 0) {
          const failed = await asked.catch((error: unknown) => error)
          const named = isRefusal(failed, 'version-conflict') ? failed.facts.changes : []
          expect(named.map(({ field }) => field).sort()).toEqual([...clash].sort())
        } else {
          const both = { ...valuesOf(first, 'de Paul'), ...valuesOf(second, 'de Claire') }
          expect((await asked).event.fields).toMatchObject(both)
        }
      }),
      { numRuns: 20 },
    )
  })
})

function valuesOf(names: readonly string[], whose: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${name} ${whose}`]))
}
