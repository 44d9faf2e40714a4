import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSubscriptionIndex } from '#core/diffusion/match/subscription-index.ts'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import { dayNumber, type Facts } from '#core/query/facts.ts'
import { parseQuery } from '#core/query/parse.ts'
import type { Query } from '#core/query/tree.ts'
import { factsOf, happeningOf, treeOf, wantedOf } from '../../../bench/match-workload.ts'
import { facts, query, queryOf } from '../../query/arbitraries.ts'
import { table } from '../../query/table.ts'

const today = '2026-03-31'

type Step =
  | { readonly type: 'put'; readonly id: number; readonly query: Query }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'match'; readonly facts: Facts }

const id = fc.integer({ min: 1, max: 30 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('put'), id, query }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('remove'), id }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('match'), facts }) },
)

/** Trees whose clauses are few and repeat, as in a real crowd, so that buckets grow long. */
const crowded = fc
  .tuple(queryOf(0), queryOf(0), queryOf(0), queryOf(1))
  .map((parts): Query => ({ op: 'and', parts }))

describe('the subscription index', () => {
  it('finds what a look at each subscription finds, whatever was put, replaced and removed before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const index = createSubscriptionIndex()
        const known = new Map<number, Query>()
        for (const one of steps) {
          if (one.type === 'put') {
            index.put(one.id, one.query)
            known.set(one.id, one.query)
          } else if (one.type === 'remove') {
            index.remove(one.id)
            known.delete(one.id)
          } else expect(sorted(index.match(one.facts, today))).toEqual(lookAtEach(known, one.facts))
        }
        expect(index.size).toBe(known.size)
      }),
      { numRuns: 400 },
    )
  })

  it('still does with thousands, when the removed are swept and their places given again', () => {
    const index = createSubscriptionIndex()
    const known = new Map<number, Query>()
    const queries = fc.sample(crowded, { numRuns: 6000, seed: 7 })
    const events = fc.sample(facts, { numRuns: 40, seed: 8 })
    queries.forEach((one, own) => {
      index.put(own, one)
      known.set(own, one)
    })
    for (const event of events) expect(sorted(index.match(event, today))).toEqual(lookAtEach(known, event))
    for (let own = 0; own < 5000; own++) {
      index.remove(own)
      known.delete(own)
    }
    for (const event of events) expect(sorted(index.match(event, today))).toEqual(lookAtEach(known, event))
    queries.slice(0, 2000).forEach((one, own) => {
      index.put(own, one)
      known.set(own, one)
    })
    for (const event of events) expect(sorted(index.match(event, today))).toEqual(lookAtEach(known, event))
  })

  it('still does when buckets are long, and parted by a second clause', () => {
    const index = createSubscriptionIndex()
    const known = new Map<number, Query>()
    for (let own = 1; own <= 10_000; own++) {
      const one = treeOf(wantedOf(own))
      index.put(own, one)
      known.set(own, one)
    }
    for (let number = 0; number < 20; number++) {
      const event = factsOf(happeningOf(number))
      expect(sorted(index.match(event, today))).toEqual(lookAtEach(known, event))
    }
  })

  it.each([
    'dept:34',
    'dept:34,30 -danger:cadmium',
    'malades:>9',
    'malades:<=12',
    '-malades:1..5',
    'depuis:7j',
    'fromage lait',
    '-fromages',
    '-(lait cru)',
    '"lait cru"',
    'froma*',
    '-"cru lait"',
    '(dept:34 OU fromage) (malades:>5 OU depuis:7j)',
    'malades:>=99999999999 OU dept:34',
    '-malades:>=99999999999',
    '-malades:<=-99999999999',
    '*',
    'de',
  ])('finds %s for the events that match it', (text) => {
    const index = createSubscriptionIndex()
    const one = parseQuery(text, table)
    index.put(7, one)
    for (const event of fc.sample(facts, { numRuns: 200, seed: 3 }))
      expect(index.match(event, today)).toEqual(matches(one, prepareFacts(event), today) ? [7] : [])
  })

  it('gives a subscription once, however many of its parts match', () => {
    const index = createSubscriptionIndex()
    index.put(1, parseQuery('dept:34,30 OU danger:listeria OU lait OU froma*', table))
    expect(
      index.match(
        {
          keys: ['dept:34', 'dept:30', 'danger:listeria'],
          numbers: {},
          text: { A: 'lait', B: 'lait', C: 'fromage', D: '' },
        },
        today,
      ),
    ).toEqual([1])
  })

  it('counts relative days from the day of the match', () => {
    const index = createSubscriptionIndex()
    index.put(1, parseQuery('depuis:7j', table))
    const event = {
      keys: [],
      numbers: { date: [dayNumber('2026-03-24')] },
      text: { A: '', B: '', C: '', D: '' },
    }
    expect(index.match(event, '2026-03-31')).toEqual([1])
    expect(index.match(event, '2026-04-01')).toEqual([])
  })

  it('replaces the query of an id, and forgets what is removed', () => {
    const index = createSubscriptionIndex()
    const event = { keys: ['dept:34'], numbers: {}, text: { A: '', B: '', C: '', D: '' } }
    index.put(1, parseQuery('dept:34', table))
    index.put(1, parseQuery('dept:30', table))
    expect(index.match(event, today)).toEqual([])
    index.put(1, parseQuery('dept:34', table))
    expect(index.match(event, today)).toEqual([1])
    index.remove(1)
    index.remove(99)
    expect(index.match(event, today)).toEqual([])
    expect(index.size).toBe(0)
  })

  it('knows more thresholds of a number than its table holds', () => {
    const index = createSubscriptionIndex()
    for (let least = 1; least <= 100; least++) index.put(least, parseQuery(`malades:>=${least}`, table))
    const event = { keys: [], numbers: { malades: [-4, 60] }, text: { A: '', B: '', C: '', D: '' } }
    expect(sorted(index.match(event, today))).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
  })
})

function lookAtEach(known: ReadonlyMap<number, Query>, event: Facts): number[] {
  const prepared = prepareFacts(event)
  return sorted([...known].filter(([, one]) => matches(one, prepared, today)).map(([own]) => own))
}

function sorted(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b)
}
