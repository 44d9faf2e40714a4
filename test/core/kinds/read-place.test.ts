import { describe, expect, it } from 'vitest'
import { readEstablishments } from '#core/kinds/read-establishment.ts'
import { establishmentInWords } from '#core/kinds/show.ts'

/** Département and commune of one establishment. */
function placeOf(written: string): string {
  const [found] = readEstablishments(written)
  return `${found?.dept ?? '-'} ${found?.city ?? '-'}`
}

describe('the département of an establishment', () => {
  it.each([
    ['Boulangerie Durand, 34 rue Nationale, 13001 Marseille', '13 Marseille'],
    ['Durand, 12 rue de la Paix, 75002 Paris', '75 Paris'],
    ['Durand, 12 bis rue du Port, 56100 Lorient', '56 Lorient'],
    ['Durand, 2A chemin des Pins, 83000 Toulon', '83 Toulon'],
    ['Durand, 2 A chemin des Pins, 83000 Toulon', '83 Toulon'],
    ['Durand, BP 34, 75011 Paris', '75 Paris'],
    ['Durand, B.P. 34000, 75011 Paris', '75 Paris'],
    ['Durand, RN 10, 86000 Poitiers', '86 Poitiers'],
    ['Durand, D613, 34140 Mèze', '34 Mèze'],
    ['Durand, CS 70001, 34961 Montpellier cedex 2', '34 Montpellier cedex 2'],
    ['Durand, bâtiment 12, 44000 Nantes', '44 Nantes'],
    ['Durand, lot 24, 44000 Nantes', '44 Nantes'],
    ['Durand, 3e étage, 44000 Nantes', '44 Nantes'],
    ['Durand, ZA des 4 chemins, 63300 Thiers', '63 Thiers'],
    ['Durand, 12, rue du Port, 56100 Lorient', '56 Lorient'],
    ['Durand, 12 ter, av. Foch, 56100 Lorient', '56 Lorient'],
    ['Durand, 8 quater impasse des Lilas, Lorient', '56 Lorient'],
    ['Durand, 34 av. de Paris 13001 Marseille', '13 Marseille'],
    ['Durand 34 rue Nationale 13001 Marseille', '13 Marseille'],
    ['Durand 13001 Marseille', '13 Marseille'],
    ['Durand, 34 rue Nationale', '- -'],
    ['Durand, 34 chemin de la Mer, Ville inconnue', '- Ville inconnue'],
    ['Durand, 12 Nantes', '- 12 Nantes'],
    ['Durand, 75001 Paris', '75 Paris'],
    ['Durand, 75116 Paris', '75 Paris'],
    ['Durand, 75012 PARIS 12', '75 PARIS 12'],
    ['Durand, 69003 Lyon 3e', '69 Lyon 3e'],
    ['Durand, Lyon 3e', '69 Lyon 3e'],
    ['Durand, Lyon 3ème arrondissement', '69 Lyon 3ème arrondissement'],
    ['Durand, Marseille 8ème', '13 Marseille 8ème'],
    ['Durand, Paris XIIe', '75 Paris XIIe'],
    ['Durand, 94240 L’Haÿ-les-Roses', '94 L’Haÿ-les-Roses'],
    ["Durand, l'hay les roses", "94 l'hay les roses"],
    ['Durand, 93200 St Denis', '93 St Denis'],
    ['Durand, 93200 St-Denis', '93 St-Denis'],
    ['Durand, 33220 Ste-Foy-la-Grande', '33 Ste-Foy-la-Grande'],
    ['Durand, 51000 CHALONS EN CHAMPAGNE', '51 CHALONS EN CHAMPAGNE'],
    ['Durand, 47300 Villeneuve s/ Lot', '47 Villeneuve s/ Lot'],
    ['Durand, 34700 lodeve', '34 lodeve'],
    ['Durand, 34 Lodève', '34 Lodève'],
    ['Durand, Lodève 34', '34 Lodève'],
    ['Durand, Lodève 34700', '34 Lodève'],
    ['Durand, F-34700 Lodève', '34 Lodève'],
    ['Durand, 34 700 Lodève', '34 Lodève'],
    ['Durand, 34700 Lodéve', '34 Lodéve'],
    ['Durand, 34700', '34 -'],
    ['Durand, 34700, Lodève', '34 Lodève'],
    ['Durand, 94390 Orly aérogare', '94 Orly aérogare'],
    ['Durand, 97410 Saint-Pierre', '974 Saint-Pierre'],
    ['Durand, 97200 Fort-de-France', '972 Fort-de-France'],
    ['Durand, 97261 Fort-de-France cedex', '972 Fort-de-France cedex'],
    ['Durand, 97150 Marigot', '978 Marigot'],
    ['Durand, 97133 Gustavia', '977 Gustavia'],
    ['Durand, 97150 Lyon', '- Lyon'],
    ['Durand, 95700 Roissy CDG', '95 Roissy CDG'],
    ['Durand, 94150 MIN de Rungis', '94 MIN de Rungis'],
    ['Durand, 06560 Sophia Antipolis, France', '06 Sophia Antipolis'],
    ['Durand, 06560 Sophia Antipolis', '- Sophia Antipolis'],
    ['Durand, 06560 Sophia Antipolis (06)', '06 Sophia Antipolis'],
    ['Durand, 13001 Lyon, France', '- Lyon'],
    ['Durand, 59 Le Village, Saint-Martin', '- Saint-Martin'],
    ['Durand, 12 Le Bourg, Vienne', '- Vienne'],
    ['Durand, Loudun, Vienne', '86 Loudun'],
    ['Durand, Saint-Rémy, Gers', '32 Saint-Rémy'],
    ['Durand, 97150 Saint-Martin', '978 Saint-Martin'],
    ['Durand, 97133 Saint-Barthélemy', '977 Saint-Barthélemy'],
    ['Durand, 97150', '978 -'],
    ['Durand, 97133', '977 -'],
    ['Durand, 98800 Nouméa', '988 Nouméa'],
    ['Durand, 42620 Saint-Pierre-Laval', '03 Saint-Pierre-Laval'],
    ['Durand, 42620 Saint-Martin-d’Estréaux', '42 Saint-Martin-d’Estréaux'],
    ['Durand, 42620', '- -'],
    ['Durand, 33220 Port-Sainte-Foy', '24 Port-Sainte-Foy'],
    ['Durand, 33220 Pineuilh', '33 Pineuilh'],
    ['Durand, 01200 Éloise', '74 Éloise'],
    ['Durand, 20167 Alata', '2A Alata'],
    ['Durand, 20600 Furiani', '2B Furiani'],
    ['Durand, 20184 Ajaccio cedex 1', '2A Ajaccio cedex 1'],
    ['Durand, 20405 Bastia CEDEX 9', '2B Bastia CEDEX 9'],
    ['Durand, 20199 Inconnue cedex', '- Inconnue cedex'],
    ['Durand, 33077 Bordeaux CEDEX', '33 Bordeaux CEDEX'],
    ['Durand, Ajaccio (2A)', '2A Ajaccio'],
    ['Durand, Ajaccio', '2A Ajaccio'],
    ['Durand, 20121 Milano', '- Milano'],
    ['Durand, 20121 Milano, Italie', '- Milano'],
    ['Durand, 33100 Udine', '- Udine'],
    ['Durand, 10115 Berlin, Allemagne', '- Berlin'],
    ['Durand, D-10115 Berlin', '- D-10115 Berlin'],
    ['Durand, 1000 Bruxelles, Belgique', '- 1000 Bruxelles'],
    ['Durand, 34700 Istanbul, Turquie', '- Istanbul'],
    ['Durand, 12 rue de la Liberté, 20000 Casablanca, Maroc', '- Casablanca'],
    ['Durand, 98000 Monaco', '- Monaco'],
    ['Durand, Genève, Suisse', '- Genève'],
    ['Durand, Saint-Martin', '- Saint-Martin'],
    ['Durand, Saint-Martin (65)', '65 Saint-Martin'],
    ['Durand, Saint-Martin, Gers', '32 Saint-Martin'],
    ['Durand, Valence', '- Valence'],
    ['Durand, 26000 Valence', '26 Valence'],
    ['Durand, Vienne', '- Vienne'],
    ['Durand, 38200 Vienne', '38 Vienne'],
    ['Durand, Vienne (86)', '86 -'],
    ['Durand, Hérault', '34 -'],
    ['Durand (63)', '63 -'],
    ['Durand dans le 63', '63 -'],
    ['Durand, dept:63', '63 -'],
    ['Durand, département 63', '63 -'],
    ['Durand, département : Puy-de-Dôme', '63 -'],
    ['Durand, Courpière (Puy-de-Dôme)', '63 Courpière'],
    ['Durand, Saint-Rémy, dpt 63', '63 Saint-Rémy'],
    ['Durand, 34', '34 -'],
    ['Durand, 12, Nantes', '44 Nantes'],
    ['Durand, dans le 12 rue du Port', '- dans le 12 rue du Port'],
    ['Durand, dept:99', '- dept:99'],
    ['Durand, 13001 Lyon', '- Lyon'],
    ['Durand, 99999 Lodève', '34 Lodève'],
    ['Durand, Rue', '80 Rue'],
    ['Durand, 80 rue', '- -'],
    ['Durand, 69 cours Lafayette, 69006 Lyon', '69 Lyon'],
    ['Super U Millau 12100', '12 Millau'],
    ['Super U Saint-Affrique 12400', '12 Saint-Affrique'],
    ['Durand, millau 12100', '12 millau'],
    ['Durand, Lodève 34700 Hérault', '34 Lodève'],
    ['Durand, Lodève 34700 Gard', '- Lodève 34700 Gard'],
    ['Durand, Le Mas, Lodève, Hérault', '34 Lodève'],
    ['Durand, Le Mas, Lodève (34)', '34 Lodève'],
    ['Durand, Le Mas, Lodève', '- Le Mas, Lodève'],
    ['Durand, Le Mas, 34700 Lodève', '34 Lodève'],
    ['Durand, La Grange, Saint-Denis, Réunion', '974 Saint-Denis'],
    ['Durand, La Grange, Saint-Denis, La Réunion', '974 Saint-Denis'],
  ])('%s: %s', (written, expected) => {
    expect(placeOf(written)).toBe(expected)
  })

  it('is not said by the dépt. of someone abroad', () => {
    expect(readEstablishments('Rossi, via Dante 2, 20121, Milano, Italie')).toEqual([
      { name: 'Rossi', address: 'via Dante 2', postalCode: '20121', city: 'Milano', country: 'IT' },
    ])
  })

  it('is never of a number before a way, in any street', () => {
    for (const way of [
      'rue',
      'avenue',
      'chemin',
      'bis rue',
      'ter, rue',
      'B quai',
      'bd',
      'allée',
      'ZA',
      'lieu-dit',
    ])
      for (const number of ['1', '12', '34', '75', '974'])
        expect(placeOf(`Durand, ${number} ${way} du Moulin, 44000 Nantes`)).toBe('44 Nantes')
  })
})

describe('an address', () => {
  it.each([
    [
      'Boulangerie Durand, 34 rue Nationale, 13001 Marseille',
      'Boulangerie Durand, 34 rue Nationale, 13001 Marseille, Bouches-du-Rhône',
    ],
    [
      'Boulangerie Durand 34 rue Nationale 13001 Marseille',
      'Boulangerie Durand, 34 rue Nationale, 13001 Marseille, Bouches-du-Rhône',
    ],
    ['Durand, 75002 Paris', 'Durand, 75002 Paris'],
    ['Durand, Paris', 'Durand, Paris (75)'],
    ['Durand, hérault', 'Durand, Hérault (34)'],
    ['Durand, Lodève', 'Durand, Lodève, Hérault'],
    [
      'Durand, 12, rue du Port, BP 34, 56100 Lorient, grossiste',
      'Durand, 12 rue du Port, BP 34, 56100 Lorient, Morbihan, grossiste',
    ],
    ['Durand, Ferme de l’Orée, 34700 Lodève', 'Durand, Ferme de l’Orée, 34700 Lodève, Hérault'],
  ])('%s is shown as it was read, and read again: %s', (written, shown) => {
    const [found] = readEstablishments(written)
    expect(found === undefined ? '' : establishmentInWords(found)).toBe(shown)
    expect(readEstablishments(shown)).toEqual([found])
  })
})
