import type { Facet } from '../query/facet.ts'
import { freeFacet, treeFacet } from './facet-values.ts'
import { countries } from './nomenclatures/countries.ts'
import { dangers } from './nomenclatures/dangers.ts'
import { products } from './nomenclatures/products.ts'
import { withoutSeparators } from './siret.ts'

// Facets that several kinds list: the same object each time, so that their table (facets.ts) keeps one.

export const dangerFacet = treeFacet({
  name: 'danger',
  words: ['dangers', 'hazard', 'catégorie de danger'],
  label: 'Catégorie de danger',
  example: 'danger:listeria',
  tree: dangers,
  codes: true,
})

export const productFacet = treeFacet({
  name: 'produit',
  words: ['produits', 'product', 'catégorie de produit'],
  label: 'Catégorie de produit',
  example: 'produit:fromage',
  tree: products,
  codes: true,
})

/** What can be asked of the establishments of any kind that has them, besides their département and region. */
export const establishmentFacets: readonly Facet[] = [
  freeFacet({
    name: 'siret',
    words: [],
    label: 'SIRET d’un établissement',
    example: 'siret:12345678200010',
    codeOf: (written) => digitsOf(written, 14) ?? digitsOf(written, 9),
  }),
  freeFacet({
    name: 'siren',
    words: ['entreprise', 'firm'],
    label: 'SIREN d’une entreprise',
    example: 'siren:123456782',
    codeOf: (written) => digitsOf(written, 9) ?? digitsOf(written, 14)?.slice(0, 9),
  }),
  freeFacet({
    name: 'agrement',
    words: ['agrément', 'approval'],
    label: 'Numéro d’agrément d’un établissement',
    example: 'agrément:34.123.001',
  }),
  freeFacet({
    name: 'commune',
    words: ['ville', 'city'],
    label: 'Commune d’un établissement',
    example: 'commune:Lodève',
  }),
  treeFacet({
    name: 'pays',
    words: ['country'],
    label: 'Pays d’un établissement',
    example: 'pays:Italie',
    tree: countries,
  }),
]

function digitsOf(written: string, count: number): string | undefined {
  const digits = withoutSeparators(written)
  return /^\d+$/.test(digits) && digits.length === count ? digits : undefined
}
