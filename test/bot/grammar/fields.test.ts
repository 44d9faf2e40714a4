import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFields } from '#bot/grammar/fields.ts'
import { kinds } from '#core/kinds/kinds.ts'

const { fields } = kinds['food-product']
const prose = (text: string) => readFields(text, fields, { prose: true })
const changes = (text: string) => readFields(text, fields, { prose: false })

describe('reading fields', () => {
  it('takes pairs anywhere, and the rest as free text', () => {
    expect(prose('Deux cas. danger:listeria produit:"brie de Meaux" À suivre.')).toEqual({
      given: [
        { field: 'dangerCategory', written: 'listeria' },
        { field: 'denomination', written: 'brie de Meaux' },
      ],
      unknown: [],
      free: 'Deux cas. À suivre.',
    })
  })

  it('takes a line of its own to its end', () => {
    expect(prose('\nproduit : brie de Meaux\n- Date de réception : 22 novembre 2026\nUn cas.')).toMatchObject(
      {
        given: [
          { field: 'denomination', written: 'brie de Meaux' },
          { field: 'receptionDate', written: '22 novembre 2026' },
        ],
        free: 'Un cas.',
      },
    )
  })

  it('takes a single value of several words when no free text is expected', () => {
    expect(changes('produit:brie de Meaux')).toMatchObject({
      given: [{ field: 'denomination', written: 'brie de Meaux' }],
      free: '',
    })
  })

  it('goes on after the comma of a list of codes, but not of a sentence', () => {
    expect(prose('lots:L12, L13 et produit:brie, vendu').given).toEqual([
      { field: 'lots', written: 'L12, L13' },
      { field: 'denomination', written: 'brie' },
    ])
  })

  it('says when a value may have lost its end', () => {
    expect(prose('produit:brie de Meaux')).toMatchObject({
      doubt: { field: 'denomination', written: 'brie', more: 'de Meaux' },
    })
    expect(prose('produit:brie Un signalement.')).not.toHaveProperty('doubt')
  })

  it('keeps an unknown field apart with the nearest one, and leaves prose alone', () => {
    expect(prose('dangr:listeria').unknown).toEqual([
      { name: 'dangr', value: 'listeria', suggestions: expect.arrayContaining(['danger']) },
    ])
    expect(prose('Remarque : le lot est bloqué').free).toBe('Remarque : le lot est bloqué')
    expect(prose('Voir https://exemple.fr/page').free).toBe('Voir https://exemple.fr/page')
  })

  it('reads any text', () => {
    const pieces = fc.constantFrom('lots:', 'L1', ',', '"', '\n', ' ', 'produit : ', 'x:y', 'é', '- ', ':')
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(pieces).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(text, fc.boolean(), (written, free) => {
        expect(readFields(written, fields, { prose: free }).given).toBeInstanceOf(Array)
      }),
    )
  })
})
