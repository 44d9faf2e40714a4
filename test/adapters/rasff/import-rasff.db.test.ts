import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importRasff } from '#adapters/rasff/import-rasff.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { isRefusal } from '#core/refusal.ts'
import { decodeText } from '#core/tables/decode-text.ts'
import type { ImportChange } from '#core/tables/import-change.ts'
import { snapshot } from '#test/snapshot.ts'
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
    expect(report.refused.map(({ at }) => at)).toEqual(['ligne 3, colonnes', 'ligne 4, Reference'])
  })

  it('refuses a notification from the future, with its line and its name', async () => {
    const report = await run(sample.replace('Mar 4, 2022', 'Mar 4, 2031'))
    expect(report).toMatchObject({ created: 4 })
    expect(report.refused[0]?.at).toMatch(/^ligne 2, .* \(rasff:2022\.0650\)$/)
  })

  it('gives a reference the final zero that a spreadsheet took, where it knows the notification of that day', async () => {
    await run(sample)
    const lost = sample.replace('2022.0650', '2022.065').replace('Farmhouse goat cheese', 'Goat cheese')
    expect(await run(lost)).toMatchObject({ created: 0, updated: 1, refused: [] })
    expect(await world.store.read().count(EventSchema)).toBe(5)
  })

  it('refuses a reference without its final zero where it knows nothing of it, or another day: never a second event', async () => {
    const lost = sample.replace('2022.0650', '2022.065')
    const first = await run(lost)
    expect(first).toMatchObject({ created: 4 })
    expect(first.refused).toEqual([
      {
        at: 'ligne 2, Reference',
        seen: '2022.065',
        rule: '4 chiffres attendus après le point\u00A0: un tableur a sans doute ôté des zéros à la fin (2022.0650\u00A0?)\u00A0; mettre la colonne au format texte et écrire la référence entière',
      },
    ])
    await run(sample)
    expect((await run(lost.replace('Mar 4, 2022', 'Mar 5, 2022'))).refused).toHaveLength(1)
    expect(await world.store.read().count(EventSchema)).toBe(5)
  })

  it('does not read a good event anew because another line has a stray byte', async () => {
    const polish = sample.replace('Blue spoon', 'Łyżka niebieska')
    await run(polish)
    const stray = Buffer.from(polish.replace('Mystery jar', 'Mystery jar #'))
    stray[stray.indexOf('#')] = 0xe9
    const { text, strayLines } = decodeText(stray)
    expect(strayLines).toEqual([6])
    expect(await run(text)).toMatchObject({ created: 0, updated: 1, unchanged: 4 })
    const spoon = await world.store.read().findOneOrFail(EventSchema, { origin: 'rasff:2022.0400' })
    expect(spoon.fields.denomination).toBe('Łyżka niebieska')
  })

  it('says in a dry run what it would do, and changes nothing', async () => {
    await run(sample)
    const before = await snapshot(world.store)
    const changed = `${sample.replace('Blue spoon', 'Red spoon')}\n${sample.split('\n')[1]?.replace('2022.0650', '2022.0653')}\nnonsense`
    const changes: ImportChange[] = []
    const trial = await importRasff(world.system, changed, {
      structureCode: 'mus',
      trial: true,
      onChange: (change) => changes.push(change),
    })
    expect(await snapshot(world.store)).toEqual(before)
    expect(changes).toMatchObject([
      { what: 'updated', name: 'rasff:2022.0400' },
      { what: 'created', name: 'rasff:2022.0653' },
    ])
    expect(changes[0]?.changes?.[0]).toMatchObject({ before: 'Blue spoon', after: 'Red spoon' })
    expect(await run(changed)).toEqual(trial)
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
    const report = await importRasff(world.system, readFileSync(extract, 'utf8'), {
      structureCode: 'mus',
      onProgress: (done, total) => progress.push(done / total),
    })
    expect(report).toMatchObject({ created: report.read, refused: [] })
    expect(progress.at(-1)).toBe(1)
    expect(report.mapping.dangers / report.mapping.hazards).toBeGreaterThan(0.9)
    expect(report.mapping.products / report.mapping.categories).toBeGreaterThan(0.95)
  })
})
