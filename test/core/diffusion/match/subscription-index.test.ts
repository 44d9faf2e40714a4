import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSubscriptionIndex } from '#core/diffusion/match/subscription-index.ts'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import type { Facts } from '#core/query/facts.ts'
import { parseQuery } from '#core/query/parse.ts'
import type { Query } from '#core/query/tree.ts'
import { facts, query } from '../../query/arbitraries.ts'
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
})

function lookAtEach(known: ReadonlyMap<number, Query>, event: Facts): number[] {
  const prepared = prepareFacts(event)
  return sorted([...known].filter(([, one]) => matches(one, prepared, today)).map(([own]) => own))
}

function sorted(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b)
}
