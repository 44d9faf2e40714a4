import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import { type Facts, keyOf } from '#core/query/facts.ts'
import { everything, type Query } from '#core/query/tree.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchEngine } from '#search/engine.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { freshStore } from '#test/database.ts'

const today = '2026-03-10'
let store: Store
let engine: SearchEngine

beforeAll(async () => {
  store = await freshStore()
  engine = postgresEngine(store)
})
afterAll(() => store.close())

const facets = ['danger', 'dept', "d'à\\côté"]
const codes = ['a', 'b', 'c:d', "l'e"]
const words = [
  ...[
    'fromage',
    'fromages',
    'Fromagère',
    'lait',
    'laits',
    'cru',
    'crue',
    'de',
    'le',
    'la',
    'sous-vide',
    'œuf',
  ],
  ...["l'eau", 'A-2026.12', '2026', 'vache', 'listeria', 'Listéria', 'monocytogenes', '25g', '&', "'", '\\'],
]
const separators = [' ', ' ', ' ', ', ', '\n', '-']

const code = fc.constantFrom(...codes)
const facet = fc.constantFrom(...facets)
const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(0.5, 20_522, 20_521, 20_000))

function textOf(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...separators)), { maxLength })
    .map((parts) => parts.flat().join(''))
}

const facts: fc.Arbitrary<Facts> = fc.record({
  keys: fc.uniqueArray(
    fc.tuple(facet, code).map(([name, value]) => keyOf(name, value)),
    { maxLength: 5 },
  ),
  numbers: fc.dictionary(fc.constantFrom('malades', 'date', 'a "b"'), fc.array(number, { maxLength: 3 })),
  text: fc.record({ A: textOf(4), B: textOf(8), C: textOf(3), D: textOf(12) }),
})

const bound = fc.oneof(
  number.map((value) => ({ number: value })),
  fc.constantFrom('2026-03-10', '2026-03-09').map((day) => ({ day })),
  fc.integer({ min: -2, max: 2 }).map((daysFromNow) => ({ daysFromNow })),
)

const term: fc.Arbitrary<Query> = fc.oneof(
  fc.record({ op: fc.constant('key' as const), facet, codes: fc.array(code, { maxLength: 3 }) }),
  fc.record(
    {
      op: fc.constant('range' as const),
      facet: fc.constantFrom('malades', 'date', 'a "b"', 'nul'),
      from: bound,
      to: bound,
    },
    { requiredKeys: ['op', 'facet'] },
  ),
  fc.record({
    op: fc.constant('text' as const),
    text: textOf(3),
    match: fc.constantFrom('word' as const, 'phrase' as const),
  }),
  fc.record({
    op: fc.constant('text' as const),
    text: fc.constantFrom('f', 'from', 'Fromagè', 'list', '2', 'zz', 'œ', '', "l'"),
    match: fc.constant('prefix' as const),
  }),
)

const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: term },
    { weight: 1, arbitrary: fc.constant(everything) },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('and' as const),
        parts: fc.array(tie('query'), { maxLength: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('or' as const),
        parts: fc.array(tie('query'), { maxLength: 3 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('not' as const), part: tie('query') }) },
  ),
}))

describe('the Postgres engine and the evaluator of core', () => {
  it('find the same events for every tree and right', async () => {
    const asked = fc.record({
      events: fc.array(facts, { minLength: 1, maxLength: 12 }),
      searches: fc.array(fc.record({ query, rights: query }), { minLength: 8, maxLength: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ events, searches }) => {
        await engine.clear()
        await engine.put(events.map((one, index) => documentOf(index + 1, one)))
        const prepared = events.map(prepareFacts)
        for (const search of searches) {
          const { hits, total, corrections } = await engine.find({ ...search, today, limit: 100, offset: 0 })
          // A correction asks another question: only its absence of leaks is the contract's business.
          if (corrections.length > 0) continue
          const expected = prepared.flatMap((one, index) =>
            matches(search.rights, one, today) && matches(search.query, one, today) ? [index + 1] : [],
          )
          expect(hits.map((hit) => hit.eventId).sort((a, b) => a - b)).toEqual(expected)
          expect(total).toBe(expected.length)
        }
      }),
      { numRuns: 200 },
    )
  })
})

function documentOf(eventId: number, one: Facts) {
  return { eventId, version: 1, title: `${eventId}`, updatedAt: '2026-03-10T08:00:00Z', facts: one }
}
