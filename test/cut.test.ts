import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, startOf } from '#core/query/cut.ts'
import { startOf as startOfShown } from '#templates/start-of.ts'

const text = fc.array(fc.constantFrom('a', 'é', '🧀', '👩‍🔬', '\u{102b06}')).map((signs) => signs.join(''))

describe('the beginning of a text', () => {
  it('is no longer than asked, and never ends in half of a sign', () => {
    fc.assert(
      fc.property(text, fc.nat(12), (text, most) => {
        for (const start of [startOf(text, most), startOfShown(text, most)]) {
          expect(text.startsWith(start)).toBe(true)
          expect(start.isWellFormed()).toBe(true)
          expect(start.length).toBeLessThanOrEqual(most)
          expect(start.length).toBeGreaterThanOrEqual(Math.min(most, text.length) - 1)
        }
      }),
    )
  })

  it('is marked when something is left out', () => {
    expect(cut('abc', 3)).toBe('abc')
    expect(cut('ab🧀', 3)).toBe('ab…')
  })

  it('is nowhere cut by hand before an ellipsis', () => {
    const top = resolve(import.meta.dirname, '..')
    const found = ['core', 'search', 'templates', 'bot', 'adapters'].flatMap((folder) =>
      readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`)
        .filter((file) => /\.slice\(0, [^)\n]*\)\}?…/.test(readFileSync(join(top, file), 'utf8'))),
    )
    expect(found).toEqual([])
  })
})
