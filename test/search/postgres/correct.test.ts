import { describe, expect, it } from 'vitest'
import { mistakesAllowed, mistakesBetween } from '#search/postgres/correct.ts'

describe('typing mistakes', () => {
  it('are letters changed, added, left out, or two that changed places', () => {
    expect(mistakesBetween('brie', 'brie')).toBe(0)
    expect(mistakesBetween('camambert', 'camembert')).toBe(1)
    expect(mistakesBetween('listria', 'listeria')).toBe(1)
    expect(mistakesBetween('listeira', 'listeria')).toBe(1)
    expect(mistakesBetween('bire', 'brie')).toBe(1)
    expect(mistakesBetween('eirb', 'brie')).toBeGreaterThan(1)
    expect(mistakesBetween('abcd', 'badc')).toBeGreaterThan(1)
  })

  it('are allowed by the length of the word, and never in numbers or codes', () => {
    expect(['bri', 'brie', 'listeri', 'listeria'].map(mistakesAllowed)).toEqual([0, 1, 1, 2])
    expect(['2026', 'l2381', 'a12345678'].map(mistakesAllowed)).toEqual([0, 0, 0])
  })
})
