export type Some<T> = readonly [T, ...T[]]

/** A family of products with what goes wrong with them: everything in it may be combined. */
export interface Scenario {
  /** How often, against the others. */
  readonly weight: number
  /** Code of the product nomenclature, and names that it is sold under. */
  readonly products: Some<readonly [code: string, names: Some<string>]>
  /** Code of the danger nomenclature, its precision, and results that a laboratory writes with their units. */
  readonly dangers: Some<Danger>
  readonly sources: Some<string>
  readonly temperature: string
  readonly readyToEat?: boolean
  readonly feed?: boolean
  /** First words of the name of a firm that makes it. */
  readonly firms: Some<string>
  readonly operator: string
}

export interface Danger {
  readonly code: string
  /** How a sentence names it. */
  readonly said: string
  readonly results: readonly (readonly [value: string, unit: string])[]
}

export const danger = (
  code: string,
  said: string,
  ...results: readonly (readonly [string, string])[]
): Danger => ({
  code,
  said,
  results,
})

export const listeria = danger(
  'listeria-monocytogenes',
  'Listeria monocytogenes',
  ['présence', '/25g'],
  ['140', 'UFC/g'],
  ['< 10', 'UFC/g'],
  ['2 300', 'UFC/g'],
)
export const salmonella = danger('autre-salmonella', 'Salmonella spp.', ['présence', '/25g'])
export const enteritidis = danger('salmonella-enteritidis', 'Salmonella Enteritidis', ['présence', '/25g'])
export const typhimurium = danger('salmonella-typhimurium', 'Salmonella Typhimurium', ['présence', '/25g'])
export const stec = danger('escherichia-coli-stec', 'E. coli STEC O26:H11', ['présence', '/25g'])
export const staph = danger(
  'staphylococcus-aureus',
  'staphylocoques à coagulase positive',
  ['250 000', 'UFC/g'],
  ['1 200 000', 'UFC/g'],
)
export const aflatoxin = danger(
  'aflatoxine',
  'aflatoxines',
  ['12,4', 'ug/kg'],
  ['31', 'ug/kg'],
  ['8,9', 'ug/kg'],
)
export const ethyleneOxide = danger(
  'residu-pesticide-biocide',
  'oxyde d’éthylène',
  ['0,34', 'mg/kg'],
  ['1,2', 'mg/kg'],
)

export const checks: Some<string> = [
  'autocontrole-produit',
  'autocontrole-produit',
  'pspc-hors-pcf',
  'prelevement-hors-pcf',
]
export const complaints: Some<string> = ['consommateur', 'autocontrole-produit', 'constat-hors-pcf']
export const abroad: Some<string> = ['rasff', 'pspc-en-pcf', 'prelevement-en-pcf', 'pspc-hors-pcf']
