import type { FactsSource } from '#core/kinds/facts-of.ts'
import type { Fields } from '#core/kinds/kind.ts'

/** A food product event with every field filled in. */
export const fullFields = {
  type: 'alerte-nationale',
  dangerCategory: 'listeria-monocytogenes',
  productCategory: 'fromage-cru-croute-fleurie',
  receptionDate: '2026-11-20',
  denomination: 'Brie de Meaux',
  brand: 'Ferme de l’Orée',
  lots: 'L2381, DLC 02/12/2026',
  actions: 'rappel',
  source: 'autocontrole-produit',
  description: 'Autocontrôle défavorable sur un lot en vente.',
  dangerDetails: 'Sérotype 4b',
  quantification: '120',
  unit: 'UFC/g',
  evaluation: 'Lot mis sur le marché dans 12 départements.',
  readyToEat: 'oui',
  productDetails: 'Portions de 200 g',
  storageTemperature: 'refrigere',
  animalFeed: 'non',
  strains: ['23-L-0451'],
  clusters: ['CT4286'],
  recallNumbers: ['2026-06-0123'],
  rasffNumber: '2026.1234',
  maestroReference: 'PSPC-2026-114',
  establishments: [
    {
      name: 'Fromagerie de l’Orée',
      siret: '12345678200010',
      approval: '34.123.001',
      city: 'Lodève',
      dept: '34',
      country: 'FR',
      operator: 'producteur',
      position: 'survenue',
    },
    { name: 'Distribuzione Po', country: 'IT' },
  ],
} as const satisfies Fields

/** Only what publishing requires. */
export const leastFields = {
  type: 'alerte-locale',
  receptionDate: '2026-11-20',
  source: 'consommateur',
  description: 'Un consommateur signale un corps étranger.',
} as const satisfies Fields

export const fullSource: FactsSource = {
  kind: 'food-product',
  number: 'A-2026.12',
  state: 'open',
  structure: { code: 'ddpp-30', label: 'DDPP du Gard', region: '76', dept: '30' },
  fields: fullFields,
  createdAt: new Date('2026-11-20T23:30:00Z'),
  publishedAt: new Date('2026-11-21T09:00:00Z'),
  updatedAt: new Date('2026-11-22T09:00:00Z'),
  journal: 'Le distributeur a confirmé le retrait.',
}
