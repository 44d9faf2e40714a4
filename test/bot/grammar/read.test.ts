import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read } from '#bot/grammar/read.ts'

const kinds = (text: string) => read(text).map((token) => token.type)
const values = (text: string) =>
  read(text).map((token) => (token.type === 'pair' ? [token.name, token.value] : token.text))

describe('reading a sentence', () => {
  it.each([
    ['A-2026.12', 'A-2026.12'],
    ['a-2026.12', 'A-2026.12'],
    ['n° a-2026.12', 'A-2026.12'],
    ['n°A-2026.12', 'A-2026.12'],
    ['A 2026.12', 'A-2026.12'],
    ['A - 2026 . 12', 'A-2026.12'],
    ['A-2026-12', 'A-2026.12'],
    ['a2026.012', 'A-2026.12'],
    ['2026.12', '2026.12'],
  ])('knows the event number in « %s »', (text, number) => {
    expect(read(text)).toMatchObject([{ type: 'number', text: number }])
  })

  it.each(['2026', 'il y a 2026.12.3', '12.5', 'L2381', 'a 2026.12'])(
    'takes no number alone from « %s »',
    (text) => {
      expect(read(text)[0]?.type).toBe('word')
    },
  )

  it('keeps a sentence dot out of the number', () => {
    expect(read('A-2026.12.')).toMatchObject([{ type: 'number', text: 'A-2026.12' }, { type: 'word' }])
  })

  it('reads pairs with quotes of every kind, and lists', () => {
    expect(values('produit:"lait cru" marque:« Ferme X » lot:“L 1” lots:L12,L13')).toEqual([
      ['produit', 'lait cru'],
      ['marque', 'Ferme X'],
      ['lot', 'L 1'],
      ['lots', 'L12,L13'],
    ])
  })

  it('reads a quoted value over several lines', () => {
    expect(values('description:"un\ndeux"')).toEqual([['description', 'un\ndeux']])
  })

  it('takes neither an address of a page nor an hour for a pair', () => {
    expect(kinds('https://exemple.fr 12:30')).toEqual(['word', 'word'])
  })

  it('lets a quote that is never closed be an ordinary character', () => {
    expect(kinds('"lait cru')).toEqual(['word', 'word'])
  })

  it('reads any text, in order, without losing a letter', () => {
    const pieces = fc.constantFrom(
      'A-2026.1',
      'a:',
      '"',
      '«',
      '»',
      'n°',
      ' ',
      '\n',
      ':',
      'é',
      '\ud800',
      'b',
      '.',
      '12',
    )
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(text, (written) => {
        const tokens = read(written)
        let at = 0
        for (const { start, end } of tokens) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          expect(written.slice(at, start).trim()).toBe('')
          at = end
        }
        expect(written.slice(at).trim()).toBe('')
      }),
    )
  })
})
