import type { EventState } from '../events/event.entity.ts'
import type { Facet } from '../query/facet.ts'
import { facetNames } from './facet-names.ts'
import { choiceFacet, dayFacet, freeFacet, treeFacet } from './facet-values.ts'
import type { Choice, Domain } from './kind.ts'
import { kinds } from './kinds.ts'
import { departments, regions } from './nomenclatures/territories.ts'

const domainWords = {
  food: { label: 'Sécurité sanitaire des aliments', words: ['aliments', 'alimentation', 'food'] },
  plant: { label: 'Santé des végétaux', words: ['végétaux', 'santé végétale', 'plant'] },
  animal: { label: 'Santé des animaux', words: ['animaux', 'santé animale', 'animal'] },
} as const satisfies Record<Domain, Omit<Choice, 'code'>>

const stateWords = {
  draft: { label: 'Brouillon' },
  open: { label: 'En cours', words: ['encours', 'ouvert', 'publié'] },
  closed: { label: 'Clos', words: ['clôturé', 'fermé'] },
  withdrawn: { label: 'Retiré', words: ['annulé', 'supprimé', 'dépublié'] },
} as const satisfies Record<EventState, Omit<Choice, 'code'>>

/** What can be asked of every event, whatever its kind. Those of facet-names.ts also carry the rights. */
export const commonFacets: readonly Facet[] = [
  choiceFacet({
    name: facetNames.kind,
    words: ['type de fiche', 'kind'],
    label: 'Type de fiche',
    example: 'fiche:produit',
    choices: Object.values(kinds),
  }),
  choiceFacet({
    name: facetNames.domain,
    words: ['domain'],
    label: 'Domaine',
    example: 'domaine:aliments',
    choices: Object.entries(domainWords).map(([code, about]) => ({ code, ...about })),
  }),
  choiceFacet({
    name: facetNames.state,
    words: ['état', 'state', 'statut', 'status'],
    label: 'État',
    example: 'état:"en cours"',
    choices: Object.entries(stateWords).map(([code, about]) => ({ code, ...about })),
  }),
  freeFacet({
    name: facetNames.number,
    words: ['numéro', 'number', 'num'],
    label: 'Numéro',
    example: 'numéro:A-2026.12',
    codeOf: numberCode,
  }),
  dayFacet({
    name: 'date',
    words: ['publié', 'publication', 'published'],
    label: 'Date de publication (de création pour un brouillon)',
    example: 'date:2026-11',
  }),
  dayFacet({
    name: 'cree',
    words: ['créé', 'création', 'created'],
    label: 'Date de création',
    example: 'créé:hier',
  }),
  dayFacet({
    name: 'maj',
    words: ['modifié', 'mise à jour', 'updated'],
    label: 'Date de dernière modification',
    example: 'maj:7j',
  }),
  freeFacet({
    name: facetNames.structure,
    words: ['structures', 'service', 'créateur', 'creator'],
    label: 'Structure qui a ouvert l’évènement',
    example: 'structure:ddpp-34',
  }),
  treeFacet({
    name: 'dept',
    words: ['département', 'départements', 'department', 'dep', 'dpt'],
    label: 'Département de la structure ou d’un établissement',
    example: 'dept:34',
    tree: departments,
    codes: true,
  }),
  treeFacet({
    name: 'region',
    words: ['région', 'régions'],
    label: 'Région de la structure ou d’un établissement',
    example: 'région:Occitanie',
    tree: regions,
  }),
]

/** Numbers are written in capitals: `a-2026.12` is `A-2026.12`. */
export function numberCode(written: string): string {
  return written.trim().toUpperCase()
}
