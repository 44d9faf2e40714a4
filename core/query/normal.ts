import { everything, nothing, type Query } from './tree.ts'

/** And of trees in normal form: flat, no `all` inside, a lone part stands for itself. */
export function allOf(queries: readonly Query[]): Query {
  const parts = queries.flatMap((query) => (query.op === 'and' ? query.parts : [query])).filter((query) => query.op !== 'all')
  if (parts.some(isNothing)) return nothing
  return parts.length > 1 ? { op: 'and', parts } : (parts[0] ?? everything)
}

/** Or of trees in normal form; of none: nothing. */
export function anyOf(queries: readonly Query[]): Query {
  const parts = queries.flatMap((query) => (query.op === 'or' ? query.parts : [query])).filter((query) => !isNothing(query))
  if (parts.some((query) => query.op === 'all')) return everything
  return parts.length > 1 ? { op: 'or', parts } : (parts[0] ?? nothing)
}

export function negate(query: Query): Query {
  return query.op === 'not' ? query.part : { op: 'not', part: query }
}

/** The same question in the form that the parser gives: two trees of one form print alike. */
export function normal(query: Query): Query {
  switch (query.op) {
    case 'and':
      return allOf(query.parts.map(normal))
    case 'or':
      return anyOf(query.parts.map(normal))
    case 'not':
      return negate(normal(query.part))
    default:
      return query
  }
}

function isNothing(query: Query): boolean {
  return query.op === 'not' && query.part.op === 'all'
}
