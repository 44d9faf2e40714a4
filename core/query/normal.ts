import { everything, nothing, type Query, type TextTerm } from './tree.ts'
import { analyse, foldWord, spansOf } from './words.ts'

/** And of trees in normal form: flat, no `all` inside, a lone part stands for itself. */
export function allOf(queries: readonly Query[]): Query {
  const parts = queries
    .flatMap((query) => (query.op === 'and' ? query.parts : [query]))
    .filter((query) => query.op !== 'all')
  if (parts.some(isNothing)) return nothing
  return parts.length > 1 ? { op: 'and', parts } : (parts[0] ?? everything)
}

/** Or of trees in normal form; of none: nothing. */
export function anyOf(queries: readonly Query[]): Query {
  const parts = queries
    .flatMap((query) => (query.op === 'or' ? query.parts : [query]))
    .filter((query) => !isNothing(query))
  if (parts.some((query) => query.op === 'all')) return everything
  return parts.length > 1 ? { op: 'or', parts } : (parts[0] ?? nothing)
}

export function negate(query: Query): Query {
  return query.op === 'not' ? query.part : { op: 'not', part: query }
}

/** Words as the parser gives them: trimmed; a phrase only when there are several to look for; of none: everything. */
export function textOf(written: string): Query {
  const spans = spansOf(written)
  const [first] = spans
  if (first === undefined) return everything
  const text = written.slice(first.start, spans.at(-1)?.end).replace(/["\s]+/g, ' ')
  return { op: 'text', text, match: analyse(text).length > 1 ? 'phrase' : 'word' }
}

/** The same question in the form that the parser gives: two trees of one form print alike. */
export function normal(query: Query): Query {
  switch (query.op) {
    case 'all':
    case 'range':
      return query
    case 'and':
      return allOf(query.parts.map(normal))
    case 'or':
      return anyOf(query.parts.map(normal))
    case 'not':
      return negate(normal(query.part))
    case 'key':
      return query.codes.length === 0 ? nothing : { ...query, codes: [...new Set(query.codes)].sort() }
    case 'text':
      return normalText(query)
  }
}

function normalText({ text, match }: TextTerm): Query {
  if (match === 'phrase') return textOf(text)
  if (match === 'prefix') {
    const [only, ...more] = spansOf(text)
    const word = only !== undefined && more.length === 0 ? text.slice(only.start, only.end) : foldWord(text)
    return word === '' ? everything : { op: 'text', text: word, match }
  }
  const words = analyse(text)
  // Several words of one word term are wanted anywhere, each for itself.
  return words.length < 2 ? textOf(text) : allOf(words.map(({ word }) => textOf(word)))
}

function isNothing(query: Query): boolean {
  return query.op === 'not' && query.part.op === 'all'
}
