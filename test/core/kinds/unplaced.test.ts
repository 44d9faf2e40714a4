import { describe, expect, it } from 'vitest'
import { readEstablishments } from '#core/kinds/read-establishment.ts'
import { unplacedIn } from '#core/kinds/unplaced.ts'

describe('an establishment of an unknown département', () => {
  it.each([
    'Boulangerie Durand 34 rue Nationale Saint-Denis',
    'Super U, 12 avenue du 8 mai 1945, Saint-Denis',
    'Super U, Saint-Denis',
  ])('is told with the communes of the name that was written: %s', (written) => {
    expect(unplacedIn({ establishments: readEstablishments(written) })).toMatchObject([
      { commune: 'Saint-Denis', homonyms: expect.arrayContaining(['Seine-Saint-Denis', 'La Réunion']) },
    ])
  })

  it('is told with what its postcode says, when it has one: it is not asked for again', () => {
    const told = (written: string) => unplacedIn({ establishments: readEstablishments(written) })
    expect(told('Super U, 13290 Les Milles')).toMatchObject([
      {
        commune: 'Les Milles',
        postal: { code: '13290', depts: [{ code: '13', label: 'Bouches-du-Rhône' }] },
      },
    ])
    expect(told('Super U, 42620')).toMatchObject([
      { postal: { code: '42620', depts: [{ code: '03' }, { code: '42' }] } },
    ])
    expect(told('Super U, 99999 Inconnue')[0]).not.toHaveProperty('postal')
  })

  it('is not told when the département is known', () => {
    expect(unplacedIn({ establishments: readEstablishments('Super U, 93200 Saint-Denis') })).toEqual([])
  })
})
