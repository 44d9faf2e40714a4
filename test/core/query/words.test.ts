import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, fold, foldWord, spansOf } from '#core/query/words.ts'

const stems = (text: string) => analyse(text).map(({ stem }) => stem)
const words = (text: string) => analyse(text).map(({ word }) => word)

describe('folding', () => {
  it('drops case, accents and ligatures, and straightens apostrophes', () => {
    expect(fold('L’Œuf à Noël, ﬁn')).toBe("l'oeuf a noel, fin")
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(foldWord(foldWord(text))).toBe(foldWord(text))
      }),
    )
  })
})

describe('the analysis of a text', () => {
  it.each([
    ['fromages', 'fromage'],
    ['contaminée', 'contaminé'],
    ['contaminees', 'contamine'],
    ['avariée', 'avarié'],
    ['laits crus', 'lait cru'],
    ['chevaux', 'cheval'],
    ['œufs', 'oeuf'],
    ['élevages', 'elevage'],
  ])('finds "%s" and "%s" by the same stems', (one, other) => {
    expect(stems(one)).toEqual(stems(other))
    expect(stems(one).length).toBeGreaterThan(0)
  })

  it('keeps apart what the trade keeps apart', () => {
    expect(stems('salmonella')).not.toEqual(stems('salmon'))
    expect(stems('lait')).not.toEqual(stems('laitue'))
  })

  it('leaves codes and numbers as they are', () => {
    expect(stems('lot L2381, 25g, 3760020507350')).toEqual(['lot', 'l2381', '25g', '3760020507350'])
  })

  it('parts words at hyphens, dots, slashes and apostrophes', () => {
    expect(words('sous-vide 34.172.001 lait/beurre d’élevage')).toEqual([
      'sous',
      'vide',
      '34',
      '172',
      '001',
      'lait',
      'beurre',
      'elevage',
    ])
  })

  it('drops articles but keeps the words that change the meaning', () => {
    expect(words('le lait de la vache, sans gluten, non pasteurisé, au maïs')).toEqual([
      'lait',
      'vache',
      'sans',
      'gluten',
      'non',
      'pasteurise',
      'mais',
    ])
  })

  it('drops a letter only where it is an elision, and keeps it in a code', () => {
    expect(words("l'eau, lot L, vitamine D")).toEqual(['eau', 'lot', 'l', 'vitamine', 'd'])
    expect(words('il y a A-2026.12')).toEqual(['a', '2026', '12'])
  })

  it('counts stop words in the positions', () => {
    expect(analyse("lait de la vache d'Aix").map(({ position }) => position)).toEqual([0, 3, 5])
  })

  it('says where each word stands in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const spans = spansOf(text)
        expect(spans.map(({ position }) => position)).toEqual(spans.map((_, at) => at))
        for (const { word, start, end } of spans) expect(foldWord(text.slice(start, end))).toBe(word)
      }),
    )
  })

  it('cuts what is too long to be a word', () => {
    expect(words('a1'.repeat(500))).toEqual(['a1'.repeat(32)])
  })
})
