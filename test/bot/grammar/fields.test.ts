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

  it('takes the first line of a text too, when it is written as in a sheet', () => {
    expect(prose('établissement : Parc Bleu, 3 quai du Port, 34140 Mèze')).toEqual({
      given: [{ field: 'establishments', written: 'Parc Bleu, 3 quai du Port, 34140 Mèze' }],
      unknown: [],
      free: '',
    })
    expect(prose('établissement:Parc Bleu, 34140 Mèze')).toMatchObject({
      doubt: { field: 'establishments', written: 'Parc', more: 'Bleu, 34140 Mèze' },
    })
  })

  it('tells an abbreviation said alone, which is not the whole of its field', () => {
    expect(changes('DLC:12/12/2026').given).toEqual([
      { field: 'lots', written: 'DLC 12/12/2026', adds: true },
    ])
    expect(changes('lots:L1 DLC:12/12/2026').given).toEqual([
      { field: 'lots', written: 'L1, DLC 12/12/2026' },
    ])
    expect(changes('lots:L1').given).toEqual([{ field: 'lots', written: 'L1' }])
  })

  it('takes a single value of several words when no free text is expected', () => {
    expect(changes('produit:brie de Meaux')).toMatchObject({
      given: [{ field: 'denomination', written: 'brie de Meaux' }],
      free: '',
    })
  })

  it('is none where its name has a digit: a serotype stays in the text', () => {
    expect(prose('Présence de STEC O157:H7 confirmée')).toMatchObject({
      given: [],
      unknown: [],
      free: 'Présence de STEC O157:H7 confirmée',
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

  it.each([
    ['lots:L1 DLC:12/12/2026', 'lots', 'L1, DLC 12/12/2026'],
    ['DLC:12/12/2026', 'lots', 'DLC 12/12/2026'],
    ['dlc : 12/12/2026\nlots : L1', 'lots', 'DLC 12/12/2026, L1'],
    ['lots:L1 lots:L2', 'lots', 'L1, L2'],
    ['lots:L1 lots:L1', 'lots', 'L1'],
    ['établissement:"A, Lodève" établissement:"B, Nantes"', 'establishments', 'A, Lodève ; B, Nantes'],
    ['rappel:2026-06-0123 rappel:2026-06-0124', 'recallNumbers', '2026-06-0123, 2026-06-0124'],
  ])('adds up what is written twice of one field: %s', (text, field, written) => {
    expect(changes(text)).toMatchObject({ given: [{ field, written }], unknown: [], free: '' })
  })

  it('tells two values of a field that holds one, unless they are the same', () => {
    expect(changes('marque:X marque:"Y Z"').given).toEqual([
      { field: 'brand', written: 'X, Y Z', several: ['X', 'Y Z'] },
    ])
    expect(changes('marque:X marque:X').given).toEqual([{ field: 'brand', written: 'X' }])
  })

  it.each([
    ['marque:X dept:63', 'X', ['dept']],
    ['marque : X dept:63', 'X', ['dept']],
    ['marque : X dept: 63', 'X', []],
    ['marque:"X" inconnu:"y z"', 'X', ['inconnu']],
    ['marque:X lots:L1', 'X', []],
  ])('takes no other field into a value: %s', (text, brand, unknown) => {
    const said = changes(text)
    expect(said.given).toContainEqual({ field: 'brand', written: brand })
    expect(said.unknown.map(({ name }) => name)).toEqual(unknown)
  })

  it.each([
    '"Ferme X"',
    '“Ferme X”',
    '”Ferme X“',
    '„Ferme X“',
    '«\u00a0Ferme X\u00a0»',
    "'Ferme X'",
    '‘Ferme X’',
    '‹Ferme X›',
  ])('takes off quotation marks: %s', (value) => {
    expect(prose(`marque:${value} Un cas.`)).toEqual({
      given: [{ field: 'brand', written: 'Ferme X' }],
      unknown: [],
      free: 'Un cas.',
    })
    expect(changes(`marque : ${value}`).given).toEqual([{ field: 'brand', written: 'Ferme X' }])
  })

  it('knows an apostrophe from a quotation mark', () => {
    expect(changes("marque:'Ferme de l'Orée'").given).toEqual([
      { field: 'brand', written: "Ferme de l'Orée" },
    ])
    expect(prose('marque:l’Orée Un cas d’intoxication').given).toEqual([
      { field: 'brand', written: 'l’Orée' },
    ])
    expect(changes("marque:'Orée").given).toEqual([{ field: 'brand', written: "'Orée" }])
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
