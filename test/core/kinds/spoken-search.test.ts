import { describe, expect, it } from 'vitest'
import { facets } from '#core/kinds/facets.ts'
import { withPlaces } from '#core/kinds/spoken-places.ts'
import { withSearchWords } from '#core/kinds/spoken-search.ts'
import { withTimes } from '#core/kinds/spoken-times.ts'
import { parseQuery } from '#core/query/parse.ts'

/** A Thursday. */
const today = '2026-11-26'
const read = (text: string) => withTimes(withPlaces(withSearchWords(text)), today)

describe('a search as a hurried agent says it', () => {
  it.each([
    ['lot 2381', '(2381 OU L2381)'],
    ['brie lot n° L2381', 'brie L2381'],
    ['le lot 2381-B', '2381-B'],
    ['listeria non clos', 'listeria -état:clos'],
    ['non clos', '-état:clos'],
    ['pas clos', '-état:clos'],
    ['listeria pas encore', 'listeria pas encore'],
    ['fromage sauf brie', 'fromage -brie'],
    ['fromage sauf le brie et le camembert', 'fromage -brie -camembert'],
    ['fromage sauf brie, camembert', 'fromage -brie -camembert'],
    ['listeria sauf lait cru', 'listeria -"lait cru"'],
    ['listeria sauf le 34', 'listeria -dept:34'],
    ['listeria sauf le 30', 'listeria -dept:30'],
    ['listeria sauf dans l’Hérault et le Gard', 'listeria -dept:34 -dept:30'],
    ['listeria pas dans le 34', 'listeria -dept:34'],
    ['listeria hors Occitanie', 'listeria -region:76'],
    ['listeria hors du Gard', 'listeria -dept:30'],
    ['listeria dans le pas de calais', 'listeria dept:62'],
    ['listeria sauf le pas de calais', 'listeria -dept:62'],
    ['listeria sauf brie dans le 34', 'listeria -brie dept:34'],
    ['listeria pas de brie', 'listeria -brie'],
    ['listeria sauf dept:34', 'listeria -dept:34'],
    ['listeria pas état:clos', 'listeria -état:clos'],
    ['listeria sauf les clos', 'listeria -état:clos'],
    ['évènements ouverts', 'état:ouvert'],
    ['les fiches closes dans le 34', 'état:clos dept:34'],
    ['les évènements en cours', 'état:ouvert'],
    ['listeria en cours', 'listeria état:ouvert'],
    ['lait cru sauf lot 2381', 'lait cru -(2381 OU L2381)'],
    ['lait cru sauf le lot L12', 'lait cru -L12'],
    ['tout', '*'],
    ['mes brouillons', 'état:brouillon'],
    ['moi les listeria', 'les listeria'],
    ['les fiches de brie', 'brie'],
    ['moi les fiches sur la listeria', 'la listeria'],
    ['toutes les fiches listeria', 'listeria'],
    ['les évènements d’aujourd’hui', 'depuis:2026-11-26'],
    ['d’hier', 'depuis:2026-11-25'],
    ["listeria d'hier", 'listeria depuis:2026-11-25'],
    ['de cette semaine', 'depuis:2026-11-23'],
    ['les fiches du mois dernier', 'depuis:2026-10-01'],
  ])('« %s » is %s', (said, meant) => {
    expect(read(said)).toBe(meant)
    expect(() => parseQuery(read(said), facets)).not.toThrow()
  })

  it.each([
    'lait non pasteurisé',
    'brie listeria',
    '"sauf brie"',
    '« non clos »',
    'numéro de lot',
    'lots:4523',
    'produit sans gluten',
    'hors d’œuvre',
    'hors-d’œuvre',
    'en cours d’affinage',
    'Le Clos du Moulin',
    'danger:listeria -état:clos',
    'brie -camembert',
    'fiche:produit',
    'moine',
    'ouvert',
    'pas cher',
    'pas de calais',
    'brie hors service',
    'congélateur hors norme',
    'froma* OU tomme',
    '"Fiche technique"',
  ])('« %s » stays as it is', (said) => {
    expect(read(said)).toBe(said)
  })
})
