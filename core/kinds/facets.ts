import { type FacetTable, facetTable } from '../query/facet-table.ts'
import { commonFacets } from './common-facets.ts'
import { kinds } from './kinds.ts'

/** Everything that a query may name. A facet that several kinds declare is one and the same object. */
export const facets: FacetTable = facetTable([
  ...new Set([...commonFacets, ...Object.values(kinds).flatMap((kind) => kind.facets)]),
])
