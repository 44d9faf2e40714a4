import { describe, expect, it } from 'vitest'
import { pastEvents } from '#adapters/demo/past-events.ts'
import { demoStructures } from '#adapters/demo/people.ts'
import { places } from '#adapters/demo/places.ts'
import { seededRandom } from '#adapters/demo/random.ts'
import { animalScenarios } from '#adapters/demo/scenarios-animal.ts'
import { otherScenarios } from '#adapters/demo/scenarios-other.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { dangers } from '#core/kinds/nomenclatures/dangers.ts'
import { foodSources, storageTemperatures } from '#core/kinds/nomenclatures/food-choices.ts'
import { products } from '#core/kinds/nomenclatures/products.ts'
import { territoryOf } from '#core/kinds/nomenclatures/territories.ts'
import { units } from '#core/kinds/nomenclatures/units.ts'

const today = '2026-11-22'
const records = [...pastEvents(7, 2_000, today)]

describe('the invented past', () => {
  it('satisfies what a published event must, in each of two thousand events', () => {
    const schemas = new Map(['food-product'].map((kind) => [kind, kindOf(kind).publishedSchema(today)]))
    const wrong = records.flatMap(({ kind, fields, origin }) => {
      const read = schemas.get(kind)?.safeParse(fields)
      return read?.success === true ? [] : [{ origin, issues: read?.error.issues }]
    })
    expect(wrong).toEqual([])
  })

  it('is the same for the same seed, and another for another', () => {
    expect([...pastEvents(7, 50, today)]).toEqual([...pastEvents(7, 50, today)])
    expect([...pastEvents(8, 50, today)]).not.toEqual([...pastEvents(7, 50, today)])
  })

  it('gives as many events as asked, each under its own name, oldest first', () => {
    expect(records).toHaveLength(2_000)
    expect(new Set(records.map(({ origin }) => origin)).size).toBe(2_000)
    const days = records.map(({ createdAt }) => createdAt.slice(0, 10))
    expect(days).toEqual([...days].sort())
  })

  it('keeps its instants in order, within five years and not after today', () => {
    const oldest = Temporal.PlainDate.from(today).subtract({ years: 5, days: 3 }).toString()
    const wrong = records.filter(
      ({ createdAt, publishedAt = createdAt, closedAt = publishedAt, posts = [] }) => {
        const ends = closedAt === publishedAt ? `${today}T23:59:59Z` : closedAt
        return !(
          createdAt >= oldest &&
          notAfter(createdAt, publishedAt) &&
          notAfter(publishedAt, closedAt) &&
          notAfter(closedAt, `${today}T23:59:59Z`) &&
          posts.every(({ at }) => notAfter(publishedAt, at) && notAfter(at, ends))
        )
      },
    )
    expect(wrong).toEqual([])
  })

  it('is mostly closed, somewhat open, with a few drafts, and its states have their instants', () => {
    const share = (state: string) =>
      records.filter((record) => record.state === state).length / records.length
    expect(share('closed')).toBeGreaterThan(0.8)
    expect(share('open')).toBeGreaterThan(0.02)
    expect(share('draft')).toBeGreaterThan(0)
    expect(share('draft')).toBeLessThan(0.05)
    for (const { state, publishedAt, closedAt, posts } of records) {
      expect([publishedAt !== undefined, closedAt !== undefined]).toEqual([
        state !== 'draft',
        state === 'closed',
      ])
      if (state === 'draft') expect(posts).toBeUndefined()
    }
  })

  it('belongs to structures of the demo directory, and is told by their agents', () => {
    const structures = demoStructures()
    const codes = new Set(structures.map(({ code }) => code))
    const authors = new Set(structures.flatMap((structure) => structure.authors))
    expect(records.filter(({ structureCode }) => !codes.has(structureCode))).toEqual([])
    expect(records.flatMap(({ posts = [] }) => posts).filter(({ author }) => !authors.has(author))).toEqual(
      [],
    )
  })

  it('varies: no two descriptions in a hundred are alike, and every scenario occurs', () => {
    expect(new Set(records.map(({ fields }) => fields.description)).size).toBeGreaterThan(1_980)
    const categories = new Set(records.map(({ fields }) => fields.productCategory))
    const all = [...animalScenarios, ...otherScenarios].flatMap((scenario) =>
      scenario.products.map(([code]) => code),
    )
    expect(all.filter((code) => !categories.has(code))).toEqual([])
  })
})

describe('the scenarios', () => {
  const all = [...animalScenarios, ...otherScenarios]

  it('name codes that exist', () => {
    const known = (list: readonly { code: string }[]) => list.map(({ code }) => code)
    expect(
      all.flatMap(({ products: list }) => list).filter(([code]) => products.get(code) === undefined),
    ).toEqual([])
    expect(
      all.flatMap((scenario) => scenario.dangers).filter(({ code }) => dangers.get(code) === undefined),
    ).toEqual([])
    expect(
      all.flatMap(({ sources }) => sources).filter((code) => !known(foodSources).includes(code)),
    ).toEqual([])
    expect(
      all.map(({ temperature }) => temperature).filter((code) => !known(storageTemperatures).includes(code)),
    ).toEqual([])
    const results = all.flatMap((scenario) => scenario.dangers.flatMap((danger) => danger.results))
    expect(results.filter(([, unit]) => !known(units).includes(unit))).toEqual([])
    expect(places.filter(([, dept]) => territoryOf(dept) === undefined)).toEqual([])
  })
})

describe('a seeded choice', () => {
  it('stays within its bounds and reaches both', () => {
    const random = seededRandom(3)
    const drawn = Array.from({ length: 1_000 }, () => random.between(2, 5))
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([2, 5])
    expect(new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])))).toEqual(
      new Set(['a', 'b', 'c']),
    )
  })
})

function notAfter(one: string, other: string): boolean {
  return Temporal.Instant.compare(one, other) <= 0
}
