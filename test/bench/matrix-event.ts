import type { Fields } from '#core/kinds/kind.ts'

/** Fields that publish. */
export const cheese: Fields = {
  receptionDate: '2026-11-19',
  type: 'alerte-nationale',
  source: 'autocontrole-produit',
  description: 'Autocontrôle positif en Listeria monocytogenes sur un fromage au lait cru vendu à la coupe.',
  denomination: 'Tomme des Causses',
  brand: 'Ferme du Vialaret',
  dangerCategory: 'listeria-monocytogenes',
  lots: 'L2381',
}
