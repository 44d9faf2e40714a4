import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAlways, decideNever } from '#core/diffusion/never.ts'
import { factsOf } from '#core/kinds/facts-of.ts'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import { dayNumber } from '#core/query/facts.ts'
import type { Bound, Query, Term } from '#core/query/tree.ts'

const today = '2026-11-23'
const dangers = ['bacterie', 'listeria', 'listeria-monocytogenes', 'salmonella', 'norovirus']
const states = ['draft', 'open', 'closed', 'withdrawn']

const key = (facet: string, codes: readonly string[]): fc.Arbitrary<Term> =>
  fc
    .shuffledSubarray([...codes], { minLength: 1, maxLength: Math.min(4, codes.length) })
    .map((some) => ({ op: 'key', facet, codes: some }))

const bound: fc.Arbitrary<Bound> = fc.oneof(
  fc
    .integer({ min: -20, max: 20 })
    .map((days) => ({ day: Temporal.PlainDate.from(today).add({ days }).toString() })),
  fc.integer({ min: -20, max: 5 }).map((daysFromNow) => ({ daysFromNow })),
)
const range = (facet: string): fc.Arbitrary<Term> =>
  fc.oneof(
    bound.map((from): Term => ({ op: 'range', facet, from })),
    bound.map((to): Term => ({ op: 'range', facet, to })),
    fc.tuple(bound, bound).map(([from, to]): Term => ({ op: 'range', facet, from, to })),
  )

const term: fc.Arbitrary<Query> = fc.oneof(
  { weight: 3, arbitrary: key('danger', dangers) },
  { weight: 3, arbitrary: key('etat', states) },
  key('domaine', ['food', 'plant', 'animal']),
  key('fiche', ['food-product']),
  key('dept', ['34', '30']),
  key('structure', ['ddpp-34', 'ddpp-30']),
  key('marque', ['a', 'b']),
  range('date'),
  range('recu'),
  fc.constantFrom('brie', 'lait').map((text): Term => ({ op: 'text', text, match: 'word' })),
)
const query: fc.Arbitrary<Query> = fc.letrec<{ tree: Query }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    term,
    fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map((parts): Query => ({ op: 'and', parts })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts): Query => ({ op: 'or', parts })),
    tie('tree').map((part): Query => ({ op: 'not', part })),
  ),
})).tree

const daysAgo = (days: number) => new Date(Date.parse(`${today}T09:00:00Z`) - days * 86_400_000)

/** An event that somebody is told of. */
const event = fc
  .record({
    state: fc.constantFrom('open' as const, 'closed' as const),
    structure: fc.constantFrom('30', '34'),
    published: fc.integer({ min: 0, max: 20 }),
    danger: fc.constantFrom('listeria', 'listeria-monocytogenes', 'salmonella', 'norovirus'),
    received: fc.option(fc.integer({ min: 0, max: 20 })),
    brand: fc.constantFrom('A', 'B', undefined),
    place: fc.constantFrom('30', '34', undefined),
    description: fc.constantFrom('brie', 'lait', 'brie au lait', ''),
  })
  .map(({ state, structure, published, danger, received, brand, place, description }) =>
    prepareFacts(
      factsOf({
        kind: 'food-product',
        number: 'A-2026.1',
        state,
        structure: { code: `ddpp-${structure}`, label: `DDPP ${structure}`, dept: structure },
        fields: {
          danger,
          description,
          ...(brand === undefined ? {} : { brand }),
          ...(received === null ? {} : { receivedOn: dayOf(received) }),
          ...(place === undefined ? {} : { establishments: [{ name: 'X', dept: place }] }),
        },
        createdAt: daysAgo(published),
        publishedAt: daysAgo(published),
        updatedAt: daysAgo(0),
      }),
    ),
  )

function dayOf(ago: number): string {
  return Temporal.PlainDate.from(today).subtract({ days: ago }).toString()
}

describe('over random queries and events', () => {
  it('no event that people are told of satisfies a query that never matches', () => {
    fc.assert(
      fc.property(query, fc.array(event, { minLength: 20, maxLength: 20 }), (wanted, events) => {
        const never = decideNever(wanted, ['food'])
        if (never !== undefined)
          expect(
            events.some((facts) => matches(wanted, facts, today)),
            never.why,
          ).toBe(false)
      }),
      { numRuns: 700 },
    )
  })

  it('all of them satisfy a query that always matches', () => {
    fc.assert(
      fc.property(query, fc.array(event, { minLength: 20, maxLength: 20 }), (wanted, events) => {
        if (decideAlways(wanted)) expect(events.every((facts) => matches(wanted, facts, today))).toBe(true)
      }),
      { numRuns: 700 },
    )
  })

  it('finds every contradiction of one facet of closed values', () => {
    const closed = fc.array(
      fc
        .tuple(key('etat', states), fc.boolean())
        .map(([part, no]): Query => (no ? { op: 'not', part } : part)),
      { minLength: 1, maxLength: 4 },
    )
    const isTold = (wanted: Query) =>
      ['open', 'closed'].some((state) =>
        matches(
          wanted,
          prepareFacts({ keys: [`etat:${state}`], numbers: {}, text: { A: '', B: '', C: '', D: '' } }),
          today,
        ),
      )
    fc.assert(
      fc.property(closed, (parts) => {
        const wanted: Query = { op: 'and', parts }
        expect(decideNever(wanted, undefined) === undefined).toBe(isTold(wanted))
      }),
    )
  })

  it('finds every run of days of one facet that leaves none', () => {
    const days = fc
      .integer({ min: 0, max: 8 })
      .map((n) => Temporal.PlainDate.from('2026-01-01').add({ days: n }).toString())
    const one = fc.oneof(
      days.map((day): Term => ({ op: 'range', facet: 'date', from: { day } })),
      days.map((day): Term => ({ op: 'range', facet: 'date', to: { day } })),
      fc
        .tuple(days, days)
        .map(([from, to]): Term => ({ op: 'range', facet: 'date', from: { day: from }, to: { day: to } })),
    )
    const parts = fc.array(fc.tuple(one, fc.boolean()), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(parts, (some) => {
        const wanted: Query = {
          op: 'and',
          parts: some.map(([part, no]): Query => (no ? { op: 'not', part } : part)),
        }
        const first = dayNumber('2025-12-31')
        const possible = Array.from({ length: 11 }, (_, n) => first + n).some((date) =>
          matches(
            wanted,
            prepareFacts({ keys: [], numbers: { date: [date] }, text: { A: '', B: '', C: '', D: '' } }),
            today,
          ),
        )
        expect(decideNever(wanted, undefined) === undefined).toBe(possible)
      }),
    )
  })
})
