import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import { normal } from '#core/query/normal.ts'
import { parseQuery } from '#core/query/parse.ts'
import { printQuery } from '#core/query/print.ts'
import { limits } from '#core/query/refuse.ts'
import type { Query } from '#core/query/tree.ts'
import { isRefusal } from '#core/refusal.ts'
import { facts, query, queryText } from './arbitraries.ts'
import { table } from './table.ts'

describe('any tree', () => {
  it('prints to a text that parses to its normal form', () => {
    fc.assert(
      fc.property(query, (tree) => {
        const text = printQuery(tree)
        fc.pre(text.length <= limits.characters)
        expect(parseQuery(text, table)).toEqual(normal(tree))
      }),
      { numRuns: 2000 },
    )
  })

  it('asks for the same events as its normal form', () => {
    fc.assert(
      fc.property(query, facts, (tree, event) => {
        const prepared = prepareFacts(event)
        expect(matches(normal(tree), prepared, '2026-03-31')).toBe(matches(tree, prepared, '2026-03-31'))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('any text', () => {
  it('gives a tree that prints and parses to itself, or a refusal', () => {
    let read = 0
    fc.assert(
      fc.property(queryText, (text) => {
        const tree = parseOrRefuse(text)
        if (tree === undefined) return
        read++
        expect(parseQuery(printQuery(tree), table)).toEqual(tree)
        expect(normal(tree)).toEqual(tree)
      }),
      { numRuns: 5000 },
    )
    expect(read).toBeGreaterThan(500)
  })

  it('is refused at a place that holds what is said to be seen', () => {
    fc.assert(
      fc.property(queryText, (text) => {
        try {
          parseQuery(text, table)
        } catch (error) {
          if (!isRefusal(error, 'query-invalid')) throw error
          const { at, seen } = error.facts
          expect(text.slice(at, at + seen.length)).toBe(seen)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

function parseOrRefuse(text: string): Query | undefined {
  try {
    return parseQuery(text, table)
  } catch (error) {
    if (isRefusal(error, 'query-invalid')) return undefined
    throw error
  }
}
