import { describe, expect, it } from 'vitest'
import { editIn, saysNone } from '#bot/grammar/edit.ts'
import { addedTo, goneFrom, without } from '#bot/grammar/held-codes.ts'
import { kinds } from '#core/kinds/kinds.ts'

const { fields } = kinds['food-product']
function named(name: string) {
  const field = fields.find((one) => one.name === name)
  if (field === undefined) throw new Error(name)
  return field
}

describe('a list of codes in words', () => {
  it('loses a lot by its number, whatever is said beside it', () => {
    for (const gone of ['L1', 'lot L1', 'le lot L1', 'n° L1', 'L1 (DLC 12/12/2026)'])
      expect(without('L1 (DLC 12/12/2026), L2', gone)).toEqual({ left: 'L2' })
    expect(without('26F112 et 26F113', '26F113')).toEqual({ left: '26F112' })
    expect(without('L1 DLC 12/12/2026, L2', 'L1')).toEqual({ left: 'L2' })
  })

  it('loses no lot that is called otherwise, and none of two that may be meant', () => {
    for (const held of ['L12, L2', 'L1-A, L2', 'L1 bis, L2'])
      expect(without(held, 'L1')).toMatchObject({ why: 'absent' })
    expect(without('L1 (DLC 12/12/2026), L1 (DLC 13/12/2026)', 'L1')).toMatchObject({ why: 'several' })
  })

  it('takes a lot with its date for the lot: it is there, and it is not gone', () => {
    expect(addedTo('L1 (DLC 12/12/2026)', 'L1, L2')).toBe('L1 (DLC 12/12/2026), L2')
    expect(goneFrom('L1, L2', 'L1 (DLC 12/12/2026)')).toEqual(['L2'])
  })

  it.each([
    ['lots', 'aucun'],
    ['lots', 'Aucun lot'],
    ['lots', 'pas de lot'],
    ['lots', 'pas de DLC'],
    ['lots', 'néant'],
    ['lots', 'sans'],
    ['strains', 'aucune souche'],
    ['establishments', 'pas d’établissement'],
    ['recallNumbers', 'rien'],
  ])('says that there is none: %s:%s', (field, written) => {
    expect(saysNone(named(field), written)).toBe(true)
  })

  it.each([
    ['lots', 'aucun lot en vente'],
    ['lots', 'non communiqué'],
    ['lots', 'SANS12'],
    ['brand', 'sans'],
    ['description', 'aucun'],
    ['establishments', 'Sans Souci, 34000 Montpellier'],
  ])('is a value: %s:%s', (field, written) => {
    expect(saysNone(named(field), written)).toBe(false)
  })
})

describe('a value that says what to do with what is there', () => {
  it.each([
    ['description', 'ajouter un malade', { how: 'add', rest: 'un malade' }],
    ['description', 'Ajouter : un malade', { how: 'add', rest: 'un malade' }],
    ['evaluation', '+ un malade', { how: 'add', rest: 'un malade' }],
    ['description', 'ajouter', { how: 'add', rest: '' }],
    ['lots', 'retirer', { how: 'remove', rest: '' }],
    ['lots', 'L3 en plus', { how: 'add', rest: 'L3' }],
  ])('%s:%s', (field, written, edit) => {
    expect(editIn(named(field), written)).toEqual(edit)
  })

  it.each([
    ['description', 'Plus de 12 malades'],
    ['description', 'retirer du marché les lots'],
    ['description', 'Sans suite. Le lot est vendu aussi'],
    ['description', 'Ajoutons que le lot est vendu'],
    ['brand', 'Ajouter X'],
    ['denomination', 'moins salé'],
  ])('is a value like another: %s:%s', (field, written) => {
    expect(editIn(named(field), written)).toBeUndefined()
  })
})
