import { describe, expect, it } from 'vitest'
import { printQuery } from '#core/query/print.ts'
import { everything, nothing } from '#core/query/tree.ts'

describe('printing a query', () => {
  it('has a text for everything and for nothing', () => {
    expect(printQuery(everything)).toBe('*')
    expect(printQuery(nothing)).toBe('-*')
    expect(printQuery({ op: 'or', parts: [] })).toBe('-*')
    expect(printQuery({ op: 'key', facet: 'dept', codes: [] })).toBe('-*')
  })

  it('puts between quotes what would be read as something else', () => {
    expect(printQuery({ op: 'text', text: 'OU', match: 'word' })).toBe('"OU"')
    expect(printQuery({ op: 'text', text: 'danger:listeria', match: 'phrase' })).toBe('"danger:listeria"')
    expect(printQuery({ op: 'key', facet: 'produit', codes: ['lait cru'] })).toBe('produit:"lait cru"')
  })

  it('writes the words of one word term apart, for each is wanted anywhere', () => {
    expect(printQuery({ op: 'not', part: { op: 'text', text: 'lait cru', match: 'word' } })).toBe(
      '-(lait cru)',
    )
  })

  it('tells a distance of days from the time since then', () => {
    const day = { daysFromNow: -7 }
    expect(printQuery({ op: 'range', facet: 'recu', from: day, to: day })).toBe('recu:7j..7j')
    expect(printQuery({ op: 'range', facet: 'recu', from: day, to: { daysFromNow: 0 } })).toBe(
      "recu:7j..aujourd'hui",
    )
  })
})
