import { describe, expect, it } from 'vitest'
import { foodProduct } from '#core/kinds/food-product.ts'
import type { Establishment } from '#core/kinds/kind.ts'
import { refuseMisplaced } from '#core/kinds/misplaced.ts'
import { readEstablishments } from '#core/kinds/read-establishment.ts'
import { isRefusal } from '#core/refusal.ts'

function ruleFor(place: Partial<Establishment>, held: Partial<Establishment>[] = []): string {
  const establishments = [{ name: 'X', ...place }]
  try {
    refuseMisplaced(
      foodProduct,
      { establishments },
      { establishments: held.map((one) => ({ name: 'X', ...one })) },
    )
    return ''
  } catch (error) {
    if (!isRefusal(error, 'fields-invalid')) throw error
    return error.facts.issues.map(({ pointer, rule }) => `${pointer} ${rule}`).join('\n')
  }
}

describe('a place that contradicts itself', () => {
  it.each([
    [{ postalCode: '34000', city: 'Paris', dept: '2A' }, '34000', 'Corse-du-Sud'],
    [{ postalCode: '34000', city: 'Montpellier', dept: '30' }, '34000', 'Gard'],
    [{ postalCode: '34000', city: 'Paris' }, '34000', 'Paris'],
    [{ city: 'Paris', dept: '2A' }, 'Paris', 'Corse-du-Sud'],
  ])('is refused, both named: %j', (place, one, other) => {
    const rule = ruleFor(place)
    expect(rule).toContain(one)
    expect(rule).toContain(other)
    // What was there before is judged no more: another field may be changed.
    expect(ruleFor(place, [place])).toBe('')
  })

  it.each([
    { postalCode: '34000', city: 'Montpellier', dept: '34' },
    // A hamlet may be called as a commune of elsewhere is.
    { postalCode: '34700', city: 'Saint-Martin', dept: '34' },
    { city: 'Saint-Martin', dept: '34' },
    { postalCode: '34961', city: 'Montpellier Cedex 2', dept: '34' },
    { postalCode: '33100', city: 'Udine' },
    { postalCode: '75001', city: 'Rome', country: 'IT' },
    { dept: '34' },
    { city: 'Paris' },
    {},
  ])('is another: %j', (place) => {
    expect(ruleFor(place)).toBe('')
  })

  it.each([
    ['X, Marseille (34)', 'Marseille', 'Hérault'],
    ['X, Marseille, dans le 34', 'Marseille', 'Hérault'],
    ['X, Marseille, 34', 'Marseille', 'Hérault'],
    ['X, Montpellier, Bouches-du-Rhône', 'Montpellier', 'Bouches-du-Rhône'],
    ['X, Montpellier, Gard, Paris', 'Montpellier', 'Gard'],
    ['X, 34000 Montpellier, Gard', '34000', 'Gard'],
    ['X, 99999 Montpellier', '99999', 'Montpellier'],
    ['X, 99999 Montpellier (34)', '99999', 'Montpellier'],
  ])('is not halved in silence when it is written %s', (written, one, other) => {
    const [place] = readEstablishments(written)
    const rule = ruleFor(place ?? {})
    expect(rule).toContain(one)
    expect(rule).toContain(other)
  })

  it.each([
    'X, 12 rue de la Paix, 75002 Paris',
    'X, 34 rue Nationale, 13001 Marseille',
    'X, 12 bis rue du Port, 56100 Lorient',
    'X, 2A chemin des Pins, 83000 Toulon',
    'X, BP 34, 75011 Paris',
    'X, RN 10, 86000 Poitiers',
    'X, CS 70001, 34961 Montpellier cedex 2',
    'X, bâtiment 12, 44000 Nantes',
    'X, 12, Nantes',
    'X, Saint-Denis (93)',
    'X, Saint-Denis (974)',
    'X, Paris, Paris',
    'X, Vienne (86)',
    'X, Loudun, Vienne',
    'X, Mas Trifouillis (34)',
    'X, rue de Bretagne, 75003 Paris',
    'X, place de l’Hérault, 34000 Montpellier',
    'X, 20184 Ajaccio cedex 1',
    'X, 97261 Fort-de-France cedex',
    'X, 20121 Milano',
    'X, 46001 Valence, Espagne',
    'X, 10115 Berlin',
  ])('is another when it is written %s', (written) => {
    const [place] = readEstablishments(written)
    expect(ruleFor(place ?? {})).toBe('')
  })

  it('is kept as it was written in a chat, to be asked about', () => {
    for (const written of ['X, 34000 Paris', 'X, 34000 Montpellier (2A)', 'X, 34000 Montpellier, dept:30']) {
      const [place] = readEstablishments(written)
      expect(ruleFor(place ?? {}), written).not.toBe('')
    }
    const [place] = readEstablishments('X, 34000 Montpellier (34)')
    expect(ruleFor(place ?? {})).toBe('')
  })
})
