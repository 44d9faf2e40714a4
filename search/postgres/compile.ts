import { numberOf } from '#core/query/evaluate.ts'
import { keyOf } from '#core/query/facts.ts'
import type { Query, RangeTerm, TextTerm } from '#core/query/tree.ts'
import { analyse, foldWord } from '#core/query/words.ts'
import { quote } from './lexemes.ts'

/** The values of an SQL statement: `add` returns the `$n` that stands for the value. */
export interface Parameters {
  readonly values: readonly unknown[]
  add(value: unknown, type: string): string
}

export function parameters(): Parameters {
  const values: unknown[] = []
  return { values, add: (value, type) => `$${values.push(value)}::${type}` }
}

/**
 * The tree as a condition on search_event. What can be asked of one tsvector column is one tsquery, whatever its shape,
 * so that the index answers it whole; only a tree that mixes columns becomes SQL.
 * @param today ISO 8601 date that relative days count from
 */
export function compileQuery(query: Query, today: string, params: Parameters): string {
  return asSql(pieceOf(query, today, params), params)
}

/** The tsvector columns, each with its own tsquery. */
const columns = ['keys', 'stems', 'words'] as const
type Column = (typeof columns)[number]

/** A tsquery for a column, or a condition in SQL. */
interface Piece {
  readonly on: Column | 'sql'
  readonly text: string
}

const always: Piece = { on: 'sql', text: 'true' }
const never: Piece = { on: 'sql', text: 'false' }

function pieceOf(query: Query, today: string, params: Parameters): Piece {
  switch (query.op) {
    case 'all':
      return always
    case 'and':
      return join(query.parts, 'and', today, params)
    case 'or':
      return join(query.parts, 'or', today, params)
    case 'not': {
      const part = pieceOf(query.part, today, params)
      return part.on === 'sql'
        ? { on: 'sql', text: `not ${part.text}` }
        : { on: part.on, text: `!${part.text}` }
    }
    case 'key':
      return keyPiece(query.facet, query.codes)
    case 'range':
      return { on: 'sql', text: `numbers @? ${params.add(rangePath(query, today), 'jsonpath')}` }
    case 'text':
      return textPiece(query)
  }
}

function join(parts: readonly Query[], op: 'and' | 'or', today: string, params: Parameters): Piece {
  const pieces = parts.map((part) => pieceOf(part, today, params))
  const merged = columns.flatMap((on): Piece[] => {
    const texts = pieces.filter((piece) => piece.on === on).map((piece) => piece.text)
    return texts.length === 0 ? [] : [{ on, text: `(${texts.join(op === 'and' ? ' & ' : ' | ')})` }]
  })
  const all = [...merged, ...pieces.filter((piece) => piece.on === 'sql')]
  const [only] = all
  if (only === undefined) return op === 'and' ? always : never
  if (all.length === 1) return only
  return { on: 'sql', text: `(${all.map((piece) => asSql(piece, params)).join(` ${op} `)})` }
}

function asSql(piece: Piece, params: Parameters): string {
  return piece.on === 'sql' ? piece.text : `${piece.on} @@ ${params.add(piece.text, 'tsquery')}`
}

function keyPiece(facet: string, codes: readonly string[]): Piece {
  if (codes.length === 0) return never
  return { on: 'keys', text: `(${codes.map((code) => quote(keyOf(facet, code))).join(' | ')})` }
}

function textPiece(term: TextTerm): Piece {
  const text = textQuery(term)
  return text === undefined ? always : { on: columnOf(term), text }
}

/** Where a text is looked for: prefixes among the whole words, the rest among the stems. */
export function columnOf({ match }: TextTerm): 'stems' | 'words' {
  return match === 'prefix' ? 'words' : 'stems'
}

/** The tsquery of a text for its column; undefined when it has no word to look for. */
export function textQuery(term: TextTerm): string | undefined {
  if (term.match === 'prefix') {
    const prefix = foldWord(term.text)
    return prefix === '' ? undefined : `${quote(prefix)}:*`
  }
  const tokens = analyse(term.text)
  const [first] = tokens
  if (first === undefined) return undefined
  if (term.match === 'word') return `(${tokens.map(({ stem }) => quote(stem)).join(' & ')})`
  let last = first.position
  const steps = tokens.slice(1).map(({ stem, position }) => {
    const step = ` <${position - last}> ${quote(stem)}`
    last = position
    return step
  })
  return `(${quote(first.stem)}${steps.join('')})`
}

function rangePath({ facet, from, to }: RangeTerm, today: string): string {
  const conditions = [
    ...(from === undefined ? [] : [`@ >= ${numberOf(from, today)}`]),
    ...(to === undefined ? [] : [`@ <= ${numberOf(to, today)}`]),
  ]
  const filter = conditions.length === 0 ? '' : ` ? (${conditions.join(' && ')})`
  return `$.${JSON.stringify(facet)}[*]${filter}`
}
