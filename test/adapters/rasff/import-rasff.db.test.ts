import { createReadStream, existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importRasff } from '#adapters/rasff/import-rasff.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { isRefusal } from '#core/refusal.ts'
import { makeWorld, type World } from '#test/world.ts'
import { header, sample } from './sample.ts'

const extract = new URL('../../../../shared/data/rasff-2020-2023.csv', import.meta.url)

let world: World
beforeEach(async () => {
  world = await makeWorld('2026-11-22T09:00:00Z')
  await world.structure('mus', { level: 'central' })
})
afterEach(() => world[Symbol.asyncDispose]())

const run = (csv: string) => importRasff(world.system, csv, { structureCode: 'mus' })

describe('the import of an extract', () => {
  it('creates an event for each notification, says how far the nomenclatures reached, and changes nothing the second time', async () => {
    const mapping = { hazards: 4, dangers: 3, categories: 5, products: 4 }
    expect(await run(sample)).toEqual({ read: 5, created: 5, updated: 0, unchanged: 0, refused: [], mapping })
    expect(await run(sample)).toEqual({ read: 5, created: 0, updated: 0, unchanged: 5, refused: [], mapping })
    const event = await world.store
      .read()
      .findOne(EventSchema, { origin: 'rasff:2022.0650' }, { populate: ['structure'] })
    expect(event).toMatchObject({ state: 'closed', kind: 'food-product', structure: { code: 'mus' } })
    expect(event?.fields).toMatchObject({
      dangerCategory: 'listeria-monocytogenes',
      rasffNumber: '2022.0650',
    })
  })

  it('brings up to date what changed at the source, and only that', async () => {
    await run(sample)
    expect(await run(sample.replace('Blue spoon', 'Red spoon'))).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 4,
    })
  })

  it('refuses bad lines and a reference that comes twice, and loads the rest', async () => {
    const [, first = '', second = ''] = sample.split('\n')
    const report = await run([header, first, 'nonsense', first, second].join('\n'))
    expect(report).toMatchObject({ read: 4, created: 2 })
    expect(report.refused.map(({ at }) => at)).toEqual(['ligne 3', 'ligne 4, Reference'])
  })

  it('refuses a notification from the future, with its name', async () => {
    const report = await run(sample.replace('Mar 4, 2022', 'Mar 4, 2031'))
    expect(report).toMatchObject({ created: 4 })
    expect(report.refused[0]?.at).toMatch(/^rasff:2022\.0650, /)
  })

  it('refuses an unknown structure', async () => {
    const unknown = importRasff(world.system, sample, { structureCode: 'nulle-part' })
    await expect(unknown).rejects.toSatisfy((error) => isRefusal(error, 'structure-not-found'))
  })

  it('loads four years of real notifications, when they are there', async ({ skip }) => {
    if (!existsSync(extract)) {
      console.info(`skipped: there is no ${extract.pathname}`)
      skip()
    }
    const progress: number[] = []
    const report = await importRasff(world.system, createReadStream(extract), {
      structureCode: 'mus',
      onProgress: (done, total) => progress.push(done / total),
    })
    expect(report).toMatchObject({ created: report.read, refused: [] })
    expect(progress.at(-1)).toBe(1)
    expect(report.mapping.dangers / report.mapping.hazards).toBeGreaterThan(0.9)
    expect(report.mapping.products / report.mapping.categories).toBeGreaterThan(0.95)
  })
})
