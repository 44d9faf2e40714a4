import { describe, expect, it } from 'vitest'
import { barePlacesIn, sayingPlaces, withOnlyPlaces } from '#core/kinds/bare-places.ts'
import { facets } from '#core/kinds/facets.ts'
import { placesNamed, withPlaces } from '#core/kinds/spoken-places.ts'
import { parseQuery } from '#core/query/parse.ts'

describe('a place in words', () => {
  it.each([
    ['listeria dans le 34', 'listeria dept:34'],
    ['huîtres du 34', 'huîtres dept:34'],
    ['le 2A', 'dept:2A'],
    ['dans le 12', 'dept:12'],
    ['listeria dept 34', 'listeria dept:34'],
    ['dept 34,30', 'dept:34,30'],
    ['dans les départements 34 et 30', 'dept:34,30'],
    ['département de l’Hérault', 'dept:34'],
    ['département du Gard et de l’Hérault', 'dept:30,34'],
    ['dans le Gard et l’Hérault, la Lozère', 'dept:30,34,48'],
    ['en région Occitanie', 'region:76'],
    ['région PACA', 'region:93'],
    ['lait région Nouvelle-Aquitaine', 'lait region:75'],
    ['en Bretagne', 'region:53'],
    ['en Corse-du-Sud', 'dept:2A'],
    ['en seine maritime', 'dept:76'],
    ['dans les Bouches du Rhône', 'dept:13'],
    ['listeria in Occitanie', 'listeria region:76'],
  ])('is read as its field: %s', (written, read) => {
    expect(withPlaces(written)).toBe(read)
    expect(() => parseQuery(withPlaces(written), facets)).not.toThrow()
  })

  it.each([
    'du 12',
    'le 30',
    'dans le 12 mars',
    'rappel du 15 novembre',
    'le 34/35',
    'tomme de Savoie',
    'brie de Paris',
    'huîtres de Bretagne',
    'dans le lot L12',
    'dans le Nord-Est',
    '"dans le 34"',
    'dept:34',
    'région : Occitanie',
    'danger:listeria,34',
    'dept 999',
    '12 rue de la Loire',
  ])('is none where it may be something else: %s', (written) => {
    expect(withPlaces(written)).toBe(written)
  })

  it('is pointed at where it is looked for as a word', () => {
    const named = (text: string) => placesNamed(parseQuery(text, facets)).map(({ field }) => field)
    expect(named('gard')).toEqual(['dept:30'])
    expect(named('listeria Herault')).toEqual(['dept:34'])
    expect(named('seine maritime listeria paca')).toEqual(['dept:76', 'region:93'])
    expect(named('dept:34 brie 34')).toEqual([])
  })

  it.each([
    ['gard', 'dept:30'],
    ['gard et herault', 'dept:30,34'],
    ['gard, hérault', 'dept:30,34'],
    ['au gard et à la lozère', 'dept:30,48'],
    ['Bretagne', 'region:53'],
    ['gard et bretagne', 'gard et bretagne'],
    ['34', '34'],
    ['listeria gard', 'listeria gard'],
    ['tomme de savoie', 'tomme de savoie'],
    ['"gard"', '"gard"'],
  ])('is a place when nothing else is said: %s', (written, read) => {
    expect(withOnlyPlaces(written)).toBe(read)
  })

  it.each([
    ['listeria 34', 'dept:34'],
    ['34', 'dept:34'],
    ['listeria gard', 'dept:30'],
    ['listeria 2a', 'dept:2A'],
    ['listeria 974, brie', 'dept:974'],
    ['listeria gard hérault', 'dept:30 dept:34'],
    ['listeria dans le 34', ''],
    ['listeria "34"', ''],
    ['lot 12', ''],
    ['12 mars', ''],
    ['12 rue du Port', ''],
    ['E. coli 26', ''],
    ['O26:H11', ''],
    ['34 %', ''],
    ['A-2026.34', ''],
    ['DDPP 34', ''],
    ['listeria hors bretagne', ''],
    ['tomme de Savoie', ''],
    ['danger:listeria,34', ''],
  ])('may be meant where it stands bare: %s', (written, fields) => {
    expect(
      barePlacesIn(written)
        .map(({ field }) => field)
        .join(' '),
    ).toBe(fields)
  })

  it.each([
    ['gard 34', 'dept:30,34'],
    ['listeria gard, 34', 'listeria dept:30,34'],
    ['bretagne et 34', '(region:53 OU dept:34)'],
    ['gard listeria 34', 'dept:30 listeria dept:34'],
  ])('is either of those that stand beside each other: %s', (written, said) => {
    expect(sayingPlaces(written, barePlacesIn(written))).toBe(said)
  })
})
