import type { Query, TextTerm } from '#core/query/tree.ts'

/** The words that an event is wanted for: those of the tree that stand under no negation. */
export function wantedTexts(query: Query): TextTerm[] {
  switch (query.op) {
    case 'text':
      return [query]
    case 'and':
    case 'or':
      return query.parts.flatMap(wantedTexts)
    case 'all':
    case 'not':
    case 'key':
    case 'range':
      return []
  }
}

/** The same tree with the wanted texts changed. */
export function mapWantedTexts(query: Query, change: (text: TextTerm) => TextTerm): Query {
  switch (query.op) {
    case 'text':
      return change(query)
    case 'and':
    case 'or':
      return { op: query.op, parts: query.parts.map((part) => mapWantedTexts(part, change)) }
    case 'all':
    case 'not':
    case 'key':
    case 'range':
      return query
  }
}

/** True when a wanted text is one of several alternatives: the query may then find events though nothing has that text. */
export function hasAlternativeTexts(query: Query): boolean {
  switch (query.op) {
    case 'or':
      return wantedTexts(query).length > 0
    case 'and':
      return query.parts.some(hasAlternativeTexts)
    default:
      return false
  }
}
