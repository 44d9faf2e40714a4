import { publishedOf } from '../events/rights.ts'
import { numbered } from '../events/terms.ts'
import { everything, nothing, type Query } from '../query/tree.ts'
import type { RoomScope } from './scope.ts'

/**
 * What may be seen in a room, as a tree: and-ed to the rights of who speaks there (`within` of his actor), and by itself
 * the rights of what is told there. A direct room adds nothing to its agent's own rights.
 */
export function scopeQuery(scope: RoomScope): Query {
  switch (scope.type) {
    case 'unbound':
      return nothing
    case 'direct':
      return everything
    case 'structure':
      return publishedOf(scope.domains)
    case 'event':
      return numbered(scope.number)
  }
}
