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

  it('is not told when the département is known', () => {
    expect(unplacedIn({ establishments: readEstablishments('Super U, 93200 Saint-Denis') })).toEqual([])
  })
})
