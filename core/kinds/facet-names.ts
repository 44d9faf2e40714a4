/**
 * The facets that rights are made of, by name. Where one is written out, a slip of the pen would ask for a facet that no
 * event has, and « not a draft » would be true of every draft.
 */
export const facetNames = {
  kind: 'fiche',
  domain: 'domaine',
  state: 'etat',
  number: 'numero',
  structure: 'structure',
} as const
