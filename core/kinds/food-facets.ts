import type { Facet } from '../query/facet.ts'
import { choiceFacet, dayFacet, freeFacet } from './facet-values.ts'
import {
  foodActions,
  foodEventTypes,
  foodSources,
  readyToEatAnswers,
  storageTemperatures,
} from './nomenclatures/food-choices.ts'
import { yesNoUnknown } from './nomenclatures/shared-choices.ts'
import { dangerFacet, establishmentFacets, productFacet } from './shared-facets.ts'

export const foodFacets: readonly Facet[] = [
  dangerFacet,
  productFacet,
  choiceFacet({
    name: 'type',
    words: ['type d’évènement', 'event type'],
    label: 'Type d’évènement',
    example: 'type:"alerte nationale"',
    choices: foodEventTypes,
  }),
  choiceFacet({
    name: 'source',
    words: ['sources'],
    label: 'Source',
    example: 'source:autocontrôle',
    choices: foodSources,
  }),
  freeFacet({ name: 'marque', words: ['brand'], label: 'Marque', example: 'marque:"Ferme de l’Orée"' }),
  choiceFacet({
    name: 'actions',
    words: ['action', 'actions engagées', 'mesures'],
    label: 'Actions engagées',
    example: 'actions:rappel',
    choices: foodActions,
  }),
  freeFacet({
    name: 'rappel',
    words: ['rappel conso', 'recall'],
    label: 'Numéro Rappel Conso',
    example: 'rappel:2026-06-0123',
  }),
  freeFacet({ name: 'rasff', words: ['aac'], label: 'Numéro RASFF ou AAC', example: 'rasff:2026.1234' }),
  dayFacet({
    name: 'recu',
    words: ['reçu', 'réception', 'date de réception', 'received'],
    label: 'Date de réception',
    example: 'reçu:2026-11',
  }),
  choiceFacet({
    name: 'temperature',
    words: ['température', 'conservation', 'storage'],
    label: 'Température de conservation',
    example: 'température:réfrigéré',
    choices: storageTemperatures,
  }),
  choiceFacet({
    name: 'pam',
    words: ['prêt à manger', 'ready to eat'],
    label: 'Produit prêt à manger',
    example: 'pam:oui',
    choices: readyToEatAnswers,
  }),
  choiceFacet({
    name: 'animaux',
    words: ['alimentation animale', 'aliments pour animaux', 'feed'],
    label: 'Aliments pour animaux',
    example: 'animaux:oui',
    choices: yesNoUnknown,
  }),
  freeFacet({
    name: 'souche',
    words: ['souches', 'strain'],
    label: 'Référence de souche',
    example: 'souche:23-L-0451',
  }),
  freeFacet({
    name: 'cluster',
    words: ['clusters'],
    label: 'Référence de cluster',
    example: 'cluster:CT4286',
  }),
  freeFacet({ name: 'maestro', words: [], label: 'Référence Maestro', example: 'maestro:PSPC-2026-114' }),
  ...establishmentFacets,
]
