import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Query } from '#core/query/tree.ts'
import { found } from '#search/engine.ts'
import { excerptOf } from '#search/postgres/excerpt.ts'

const filler = 'autre chose '.repeat(40)

function words(...texts: string[]): Query {
  return { op: 'and', parts: texts.map((text) => ({ op: 'text', text, match: 'word' })) }
}

function readable(excerpt: string): string {
  return excerpt.replaceAll(found.start, '[').replaceAll(found.end, ']')
}

describe('an excerpt', () => {
  it('shows the number of a company in one spelling, that of the question', () => {
    const body =
      'Durand 34500 Béziers 35600000009075 356000000 09075 356\u00a0000\u00a0000\u00a009075 sans suite'
    expect(readable(excerptOf(body, words('Béziers')))).toBe(
      'Durand 34500 [Béziers] 356 000 000 09075 sans suite',
    )
    expect(readable(excerptOf(body, words('35600000009075')))).toBe(
      'Durand 34500 Béziers [35600000009075] sans suite',
    )
  })

  it('shows the piece that holds most of the words, not the first one', () => {
    const body = `Un fromage. ${filler}Le lait cru de ce fromage. ${filler}`
    const excerpt = readable(excerptOf(body, words('fromages', 'lait')))
    expect(excerpt).toContain('Le [lait] cru de ce [fromage].')
    expect(excerpt).toMatch(/^….*…$/)
  })

  it('marks words as they are written, accents and elisions around them left alone', () => {
    expect(readable(excerptOf('Pâtés à l’Étuve', words('pate', 'etuve')))).toBe('[Pâtés] à l’[Étuve]')
  })

  it('marks the words of a prefix, and none that stand under a negation', () => {
    const query: Query = {
      op: 'and',
      parts: [
        { op: 'text', text: 'from', match: 'prefix' },
        { op: 'not', part: { op: 'text', text: 'lait', match: 'word' } },
      ],
    }
    expect(readable(excerptOf('Fromagerie du lait', query))).toBe('[Fromagerie] du lait')
  })

  it('parts lines with a dot and leaves out marks that were in the text', () => {
    const body = `un ${found.end}brie\n\n${found.start}deux`
    expect(readable(excerptOf(body, words('brie')))).toBe('un [brie] · deux')
  })

  it('is empty when no word is there', () => {
    expect(excerptOf(filler, words('brie'))).toBe('')
    expect(excerptOf('', words('brie'))).toBe('')
  })

  it('is short and has balanced marks, whatever the text', () => {
    const text = fc.array(fc.oneof(fc.constantFrom('brie', 'Lait', 'crème', 'de', '\n'), fc.string()), {
      maxLength: 200,
    })
    fc.assert(
      fc.property(text, (pieces) => {
        const excerpt = readable(
          excerptOf(pieces.join(' ').replace(/[[\]]/g, ''), words('brie', 'lait', 'creme')),
        )
        expect(excerpt.replace(/[^[\]]/g, '')).toMatch(/^(\[\])*$/)
        expect(excerpt.length).toBeLessThan(600)
      }),
    )
  })
})
