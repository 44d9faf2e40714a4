import { numberCode } from '../kinds/common-facets.ts'
import { facetNames } from '../kinds/facet-names.ts'
import type { Domain } from '../kinds/kind.ts'
import { slug } from '../kinds/nomenclatures/names.ts'
import type { KeyTerm, Not, Query } from '../query/tree.ts'
import type { EventState } from './event.entity.ts'

// What rights, rooms and search ask of every event: the codes are of closed types, so that what is misspelt does not compile.

export function inState(...states: readonly EventState[]): KeyTerm {
  return { op: 'key', facet: facetNames.state, codes: states }
}

export function notInState(...states: readonly EventState[]): Not {
  return { op: 'not', part: inState(...states) }
}

/** Whether a query names the state, to have it or to leave it out. */
export function asksFor(query: Query, state: EventState): boolean {
  switch (query.op) {
    case 'and':
    case 'or':
      return query.parts.some((part) => asksFor(part, state))
    case 'not':
      return asksFor(query.part, state)
    case 'key':
      return query.facet === facetNames.state && query.codes.includes(state)
    case 'all':
    case 'range':
    case 'text':
      return false
  }
}

export function inDomains(domains: readonly Domain[]): KeyTerm {
  return { op: 'key', facet: facetNames.domain, codes: [...domains].sort() }
}

export function openedBy({ code }: { readonly code: string }): KeyTerm {
  return { op: 'key', facet: facetNames.structure, codes: [slug(code)] }
}

export function numbered(number: string): KeyTerm {
  return { op: 'key', facet: facetNames.number, codes: [numberCode(number)] }
}
