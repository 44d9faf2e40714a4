import type { Query } from './tree.ts'
import { analyse } from './words.ts'

/** Whether the query says nothing that an event could fail: only words too common to be searched ("de la"), or nothing at all. */
export function asksNothing(query: Query): boolean {
  switch (query.op) {
    case 'all':
      return true
    case 'text':
      return query.match !== 'prefix' && analyse(query.text).length === 0
    case 'and':
      return query.parts.every(asksNothing)
    case 'or':
      return query.parts.some(asksNothing)
    case 'not':
    case 'key':
    case 'range':
      return false
  }
}
