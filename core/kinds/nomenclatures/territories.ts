import { nomenclature } from './tree.ts'

/** A département or an overseas collectivity. */
export interface Territory {
  /** INSEE code: `34`, `2A`, `974`. */
  readonly code: string
  readonly label: string
  /** INSEE code of its region; undefined for the collectivities, which have none. */
  readonly region: string | undefined
  /** IANA time zone of its working hours. */
  readonly zone: string
  /** Its code in the library date-holidays, when it has holidays of its own. */
  readonly holidays: string | undefined
}

/** Code, label, words, départements, and for the overseas ones: zone and holidays. */
const regionLines = [
  ['11', 'Île-de-France', 'IDF', '75 77 78 91 92 93 94 95'],
  ['24', 'Centre-Val de Loire', 'CVL', '18 28 36 37 41 45'],
  ['27', 'Bourgogne-Franche-Comté', 'BFC', '21 25 39 58 70 71 89 90'],
  ['28', 'Normandie', '', '14 27 50 61 76'],
  ['32', 'Hauts-de-France', 'HDF', '02 59 60 62 80'],
  ['44', 'Grand Est', '', '08 10 51 52 54 55 57 67 68 88'],
  ['52', 'Pays de la Loire', 'PDL', '44 49 53 72 85'],
  ['53', 'Bretagne', '', '22 29 35 56'],
  ['75', 'Nouvelle-Aquitaine', 'NAQ', '16 17 19 23 24 33 40 47 64 79 86 87'],
  ['76', 'Occitanie', '', '09 11 12 30 31 32 34 46 48 65 66 81 82'],
  ['84', 'Auvergne-Rhône-Alpes', 'AURA, ARA', '01 03 07 15 26 38 42 43 63 69 73 74'],
  ['93', 'Provence-Alpes-Côte d’Azur', 'PACA', '04 05 06 13 83 84'],
  ['94', 'Corse', '', '2A 2B'],
  ['01', 'Guadeloupe', '', '971'],
  ['02', 'Martinique', '', '972'],
  ['03', 'Guyane', '', '973'],
  ['04', 'La Réunion', '', '974'],
  ['06', 'Mayotte', '', '976'],
] as const

const deptLines = `
01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche|08 Ardennes
09 Ariège|10 Aube|11 Aude|12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal|16 Charente|17 Charente-Maritime
18 Cher|19 Corrèze|2A Corse-du-Sud|2B Haute-Corse|21 Côte-d’Or|22 Côtes-d’Armor|23 Creuse|24 Dordogne|25 Doubs
26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|30 Gard|31 Haute-Garonne|32 Gers|33 Gironde|34 Hérault
35 Ille-et-Vilaine|36 Indre|37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire|43 Haute-Loire
44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche|51 Marne|52 Haute-Marne
53 Mayenne|54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle|58 Nièvre|59 Nord|60 Oise|61 Orne|62 Pas-de-Calais
63 Puy-de-Dôme|64 Pyrénées-Atlantiques|65 Hautes-Pyrénées|66 Pyrénées-Orientales|67 Bas-Rhin|68 Haut-Rhin|69 Rhône
70 Haute-Saône|71 Saône-et-Loire|72 Sarthe|73 Savoie|74 Haute-Savoie|75 Paris|76 Seine-Maritime|77 Seine-et-Marne
78 Yvelines|79 Deux-Sèvres|80 Somme|81 Tarn|82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne
88 Vosges|89 Yonne|90 Territoire de Belfort|91 Essonne|92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne
95 Val-d’Oise|971 Guadeloupe|972 Martinique|973 Guyane|974 La Réunion|975 Saint-Pierre-et-Miquelon|976 Mayotte
977 Saint-Barthélemy|978 Saint-Martin|984 Terres australes et antarctiques françaises|986 Wallis-et-Futuna
987 Polynésie française|988 Nouvelle-Calédonie|989 Île de Clipperton`

/** Where the clock is not that of Paris. Clipperton has no zone of its own: eight hours behind UTC. */
const zones: Readonly<Record<string, string>> = {
  971: 'America/Guadeloupe',
  972: 'America/Martinique',
  973: 'America/Cayenne',
  974: 'Indian/Reunion',
  975: 'America/Miquelon',
  976: 'Indian/Mayotte',
  977: 'America/St_Barthelemy',
  978: 'America/Marigot',
  984: 'Indian/Kerguelen',
  986: 'Pacific/Wallis',
  987: 'Pacific/Tahiti',
  988: 'Pacific/Noumea',
  989: 'Etc/GMT+8',
}

const holidays: Readonly<Record<string, string>> = {
  57: '57',
  67: '67',
  68: '68',
  971: 'GP',
  972: 'MQ',
  973: 'GF',
  974: 'RE',
  976: 'YT',
  977: 'BL',
  978: 'MF',
}

const short: Readonly<Record<string, readonly string[]>> = {
  974: ['Réunion'],
  975: ['SPM'],
  984: ['TAAF'],
  987: ['Polynésie'],
  989: ['Clipperton'],
}

export const territories: readonly Territory[] = deptLines
  .trim()
  .split(/[|\n]/)
  .map((line) => {
    const code = line.slice(0, line.indexOf(' '))
    return {
      code,
      label: line.slice(code.length + 1),
      region: regionLines.find(([, , , depts]) => depts.split(' ').includes(code))?.[0],
      zone: zones[code] ?? 'Europe/Paris',
      holidays: holidays[code],
    }
  })

const byCode = new Map(territories.map((territory) => [territory.code, territory]))

export function territoryOf(dept: string): Territory | undefined {
  return byCode.get(dept)
}

export const departments = nomenclature(
  'departement',
  'Départements',
  territories.map(({ code, label }) => ({
    code,
    label,
    parent: undefined,
    words: [...(code.startsWith('0') ? [code.slice(1)] : []), ...(short[code] ?? [])],
  })),
)

export const regions = nomenclature(
  'region',
  'Régions',
  regionLines.map(([code, label, words]) => ({
    code,
    label,
    parent: undefined,
    words: [...words.split(', ').filter((word) => word !== ''), ...(code === '04' ? ['Réunion'] : [])],
  })),
)
