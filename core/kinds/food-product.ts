import { choice, day, establishments, line, list, text, tree } from './declare-field.ts'
import { defineKind } from './define-kind.ts'
import { foodFacets } from './food-facets.ts'
import type { BrokenRule, Fields, FieldValue, Nomenclature } from './kind.ts'
import { dangers } from './nomenclatures/dangers.ts'
import {
  foodActions,
  foodEventTypes,
  foodSources,
  readyToEatAnswers,
  storageTemperatures,
} from './nomenclatures/food-choices.ts'
import { products } from './nomenclatures/products.ts'
import { yesNoUnknown } from './nomenclatures/shared-choices.ts'
import { units } from './nomenclatures/units.ts'

/** "Évènement produit": a food that is or may be dangerous, and what is done about it. Fields in the order they are shown. */
export const foodProduct = defineKind({
  code: 'food-product',
  label: 'Produit alimentaire',
  domain: 'food',
  series: 'A',
  words: ['produit', 'aliment', 'food', 'food product'],
  facets: foodFacets,
  fields: [
    choice('type', {
      label: 'Type d’évènement',
      words: ['type', 'event type'],
      question: 'Quel est le type de l’évènement ?',
      choices: foodEventTypes,
      required: true,
      view: 'teaser',
      facet: 'type',
      weight: 'C',
    }),
    tree('dangerCategory', {
      label: 'Catégorie de danger',
      words: ['danger', 'catégorie de danger', 'hazard'],
      question: 'Quel est le danger ? Par exemple : Listeria monocytogenes.',
      tree: dangers,
      view: 'teaser',
      facet: 'danger',
      weight: 'A',
    }),
    tree('productCategory', {
      label: 'Catégorie de produit',
      words: ['catégorie', 'catégorie de produit', 'category'],
      question: 'Quelle est la catégorie du produit ? Par exemple : camembert, steak haché, huître.',
      tree: products,
      view: 'teaser',
      facet: 'produit',
      weight: 'A',
    }),
    day('receptionDate', {
      label: 'Date de réception',
      words: ['date', 'reçu', 'réception', 'date de réception', 'received'],
      question: 'Quand le signalement a-t-il été reçu ?',
      required: true,
      notAfterToday: true,
      view: 'teaser',
      facet: 'recu',
    }),
    line('denomination', {
      label: 'Dénomination',
      words: ['produit', 'dénomination', 'product', 'name'],
      question: 'Quelle est la dénomination du produit ?',
      view: 'restricted',
      weight: 'A',
    }),
    line('brand', {
      label: 'Marque',
      words: ['marque', 'brand'],
      question: 'Quelle est la marque ?',
      view: 'restricted',
      facet: 'marque',
      weight: 'A',
    }),
    text('lots', {
      label: 'Lots, DLC ou DDM',
      words: ['lot', 'lots', 'DLC', 'DDM', 'batch'],
      question: 'Quels sont les lots et leurs dates limites ?',
      view: 'restricted',
      weight: 'B',
    }),
    choice('actions', {
      label: 'Actions engagées',
      words: ['action', 'actions', 'actions engagées', 'mesures'],
      question: 'Quelles actions sont engagées ?',
      choices: foodActions,
      view: 'restricted',
      facet: 'actions',
      weight: 'C',
    }),
    choice('source', {
      label: 'Source',
      words: ['source'],
      question: 'Quelle est la source du signalement ?',
      choices: foodSources,
      required: true,
      facet: 'source',
      weight: 'C',
    }),
    text('description', {
      label: 'Description',
      words: ['description', 'faits'],
      question: 'Que s’est-il passé ?',
      required: true,
      weight: 'B',
    }),
    text('dangerDetails', {
      label: 'Précision sur le danger',
      words: ['précision', 'précision sur le danger', 'danger details'],
      question: 'Que faut-il préciser sur le danger ?',
      weight: 'B',
    }),
    line('quantification', {
      label: 'Quantification',
      words: ['quantification', 'quantité', 'résultat', 'level'],
      question: 'Quel est le résultat de l’analyse, sans l’unité ?',
      weight: 'C',
    }),
    choice('unit', {
      label: 'Unité',
      words: ['unité', 'unit'],
      question: 'Dans quelle unité ?',
      choices: units,
    }),
    text('evaluation', {
      label: 'Évaluation',
      words: ['évaluation', 'assessment'],
      question: 'Quelle est l’évaluation du risque ?',
      weight: 'B',
    }),
    choice('readyToEat', {
      label: 'Produit prêt à manger',
      words: ['PAM', 'prêt à manger', 'ready to eat'],
      question: 'Le produit est-il prêt à manger ?',
      choices: readyToEatAnswers,
      facet: 'pam',
    }),
    text('productDetails', {
      label: 'Description complémentaire',
      words: ['complément', 'description complémentaire', 'product details'],
      question: 'Que faut-il ajouter sur le produit ?',
      weight: 'B',
    }),
    choice('storageTemperature', {
      label: 'Température de conservation',
      words: ['température', 'conservation', 'storage'],
      question: 'À quelle température le produit se conserve-t-il ?',
      choices: storageTemperatures,
      facet: 'temperature',
    }),
    choice('animalFeed', {
      label: 'Aliments pour animaux',
      words: ['animaux', 'alimentation animale', 'feed'],
      question: 'Des aliments pour animaux sont-ils concernés ?',
      choices: yesNoUnknown,
      facet: 'animaux',
    }),
    list('strains', {
      label: 'Références des souches',
      words: ['souche', 'souches', 'strain', 'strains'],
      question: 'Quelles sont les références des souches ?',
      facet: 'souche',
      weight: 'C',
    }),
    list('clusters', {
      label: 'Références des clusters',
      words: ['cluster', 'clusters'],
      question: 'Quelles sont les références des clusters ?',
      facet: 'cluster',
      weight: 'C',
    }),
    list('recallNumbers', {
      label: 'Numéros Rappel Conso',
      words: ['rappel', 'rappels', 'rappel conso', 'recall'],
      question: 'Quels sont les numéros Rappel Conso ?',
      pattern: /^\d{4}-\d{2}-\d{4}$/,
      rule: 'un numéro de la forme 2026-06-0123',
      facet: 'rappel',
      weight: 'C',
    }),
    line('rasffNumber', {
      label: 'Numéro RASFF ou AAC',
      words: ['RASFF', 'AAC', 'numéro RASFF'],
      question: 'Quel est le numéro RASFF ou AAC ?',
      centralOnly: true,
      facet: 'rasff',
      weight: 'A',
    }),
    line('maestroReference', {
      label: 'Référence Maestro',
      words: ['maestro', 'référence maestro'],
      question: 'Quelle est la référence Maestro ?',
      facet: 'maestro',
      weight: 'C',
    }),
    establishments('establishments', {
      label: 'Établissements',
      words: ['établissement', 'établissements', 'establishment', 'etab'],
      question: 'Quels établissements sont concernés ? Par exemple : Fromagerie X, 34700 Lodève, SIRET.',
      weight: 'C',
    }),
  ],
  rules: [readyToEatNeedsBacteria],
  title: foodTitle,
})

function readyToEatNeedsBacteria(fields: Fields): BrokenRule | undefined {
  const { readyToEat, dangerCategory } = fields
  if (readyToEat === undefined) return undefined
  const bacterial = typeof dangerCategory === 'string' && dangers.lineage(dangerCategory).includes('bacterie')
  return bacterial ? undefined : { field: 'readyToEat', rule: 'seulement pour un danger bactérien' }
}

/** "Listeria monocytogenes, Brie de Meaux (Ferme X)": the danger, what the product is called, its brand. */
function foodTitle({ dangerCategory, productCategory, denomination, brand }: Fields): string {
  const danger = shortLabel(dangers, dangerCategory)
  const product = denomination ?? shortLabel(products, productCategory)
  const parts = [danger, product].filter((part) => part !== undefined)
  const title = parts.length === 0 ? 'Produit à préciser' : parts.join(', ')
  return brand === undefined ? title : `${title} (${brand})`
}

/** Without the examples in parentheses, which fill a subject line for nothing. */
function shortLabel(tree: Nomenclature, code: FieldValue | undefined): string | undefined {
  return typeof code === 'string' ? tree.get(code)?.label.replace(/ ?\([^()]*\)/g, '') : undefined
}
