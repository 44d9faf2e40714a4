import { parseQuery } from '../query/parse.ts'
import { sayQuery } from '../query/print.ts'
import type { Query } from '../query/tree.ts'
import { Refusal } from '../refusal.ts'
import { facets } from './facets.ts'

/** A query as it is shown to people, and as they could write it. */
export function inPeoplesWords(query: Query): string {
  return sayQuery(query, facets)
}

const most = 2000
const known = new Map<string, string>()

/** The same of a query that is kept as text; one that no longer parses stays as it is. */
export function queryInWords(text: string): string {
  const before = known.get(text)
  if (before !== undefined) return before
  const words = read(text)
  // A fan-out asks for the same few again and again.
  if (known.size >= most) known.clear()
  known.set(text, words)
  return words
}

function read(text: string): string {
  try {
    return inPeoplesWords(parseQuery(text, facets))
  } catch (error) {
    if (error instanceof Refusal) return text
    throw error
  }
}
