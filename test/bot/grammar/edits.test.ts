import { describe, expect, it } from 'vitest'
import { editsIn, isOrder, unopposed } from '#bot/grammar/edits.ts'
import { addedTo, allIn } from '#bot/grammar/held-codes.ts'
import { kinds } from '#core/kinds/kinds.ts'

const { fields } = kinds['food-product']
function named(name: string) {
  const field = fields.find((one) => one.name === name)
  if (field === undefined) throw new Error(name)
  return field
}

describe('a value that says several things to do, or what takes the place of what', () => {
  it.each([
    [
      'lots',
      'ajouter 24-118 et enlève le 24-131',
      [
        { how: 'add', rest: '24-118' },
        { how: 'remove', rest: 'le 24-131' },
      ],
    ],
    [
      'lots',
      'L5, retirer L1',
      [
        { how: 'add', rest: 'L5' },
        { how: 'remove', rest: 'L1' },
      ],
    ],
    [
      'lots',
      '+L3, -L1',
      [
        { how: 'add', rest: 'L3' },
        { how: 'remove', rest: 'L1' },
      ],
    ],
    ['lots', 'remplacer B12 par B15', [{ how: 'replace', rest: 'B12', by: 'B15' }]],
    ['lots', 'B16, pas B12', [{ how: 'instead', rest: 'B12', by: 'B16' }]],
    ['lots', 'B16 et non B12', [{ how: 'instead', rest: 'B12', by: 'B16' }]],
    ['lots', 'B16 (pas le lot B12)', [{ how: 'instead', rest: 'le lot B12', by: 'B16' }]],
    ['lots', 'mets B16 au lieu de B12', [{ how: 'instead', rest: 'B12', by: 'B16' }]],
    ['lots', 'tous sauf B12', [{ how: 'remove', rest: 'B12' }]],
    ['lots', 'retirer tous sauf B12', [{ how: 'remove', rest: 'tous sauf B12' }]],
    ['lots', 'enlève B12', [{ how: 'remove', rest: 'B12' }]],
    ['dangerCategory', 'salmonelle, pas listeria', [{ how: 'instead', rest: 'listeria', by: 'salmonelle' }]],
    ['denomination', 'remplacer tome par brie', [{ how: 'replace', rest: 'tome', by: 'brie' }]],
  ])('%s:%s', (field, written, edits) => {
    expect(editsIn(named(field), written)).toEqual(edits)
  })

  it.each([
    ['lots', 'L1 (pas de DLC)'],
    ['lots', 'L1 (retiré), L2 non conforme'],
    ['lots', 'non communiqué'],
    ['denomination', 'fromage au lait cru, pas pasteurisé'],
    ['establishments', 'Durand, 62000 Arras, Pas de Calais'],
    ['establishments', 'Relais, au lieu-dit Les Pins, 34000 Montpellier'],
    ['description', 'Remplacer B12 par B15, pas B16'],
    ['type', 'Non alerte (non dangereux)'],
  ])('is a value like another: %s:%s', (field, written) => {
    expect(editsIn(named(field), written)).toBeUndefined()
    expect(isOrder(named(field), written)).toBe(false)
  })

  it.each([
    ['lots', 'B16, pas B12, B17'],
    ['lots', 'L1 et enlève L2'],
    ['lots', 'remplacer B12'],
    ['strains', 'S1 au lieu de S2'],
    ['establishments', 'Durand ; retirer Carrefour'],
    ['brand', 'ajouter Ferme Y'],
  ])('is never kept as it is: %s:%s', (field, written) => {
    expect(isOrder(named(field), written)).toBe(true)
  })

  it('reads « tous », a count, and all but some', () => {
    expect(allIn('tous')).toEqual({})
    expect(allIn('les 2')).toEqual({ count: 2 })
    expect(allIn('toutes les deux')).toEqual({ count: 2 })
    expect(allIn('tous sauf le 24-118')).toEqual({ but: '24-118' })
    for (const one of ['2', 'les', 'les halles', 'L2', 'touraine']) expect(allIn(one)).toBeUndefined()
  })

  it('keeps a code without its article', () => {
    expect(addedTo('L1', '16 et le lot 17')).toBe('L1, 16, 17')
    expect(addedTo(undefined, 'le lot 17')).toBe('17')
    expect(addedTo(undefined, 'L1 et L2')).toBe('L1 et L2')
  })

  it('proposes nothing that is the opposite', () => {
    expect(unopposed('pas listeria', ['Listeria'])).toEqual([])
    expect(unopposed('non alerte dangereux', ['Non alerte (non dangereux)'])).toHaveLength(1)
    expect(unopposed('lait non pasteurisé', ['Lait'])).toEqual(['Lait'])
  })
})
