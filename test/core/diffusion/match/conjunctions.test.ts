import { describe, expect, it } from 'vitest'
import { conjunctionsOf, mostConjunctions } from '#core/diffusion/match/conjunctions.ts'
import { parseQuery } from '#core/query/parse.ts'
import type { Query } from '#core/query/tree.ts'
import { table } from '../../query/table.ts'

const conjunctions = (text: string) => conjunctionsOf(parseQuery(text, table))

describe('a query as an or of conjunctions', () => {
  it('has one for each way to match', () => {
    expect(conjunctions('(dept:34 OU dept:30) danger:listeria')).toHaveLength(2)
    expect(conjunctions('-(dept:34 OU dept:30)')).toHaveLength(1)
    expect(conjunctions('-(lait cru)')).toHaveLength(2)
    expect(conjunctions('-*')).toEqual([])
    expect(conjunctions('*')).toEqual([{ literals: [], exact: true }])
  })

  it('is exact unless something has to be verified', () => {
    expect(conjunctions('lait -dept:34 malades:>9').every(({ exact }) => exact)).toBe(true)
    for (const text of ['"lait cru"', 'froma*', '-"lait cru"'])
      expect(conjunctions(text).every(({ exact }) => !exact)).toBe(true)
  })

  it('never has more than the most, and then keeps what narrows down', () => {
    const either: Query = { op: 'or', parts: [parseQuery('dept:34', table), parseQuery('lait', table)] }
    const found = conjunctionsOf({ op: 'and', parts: Array.from({ length: 12 }, () => either) })
    expect(found).toHaveLength(mostConjunctions)
    expect(found.every(({ exact, literals }) => !exact && literals.length === 6)).toBe(true)
    const many: Query = { op: 'or', parts: Array.from({ length: 65 }, () => parseQuery('lait', table)) }
    expect(conjunctionsOf(many)).toEqual([{ literals: [], exact: false }])
  })
})
