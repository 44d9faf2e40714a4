import type { FacetTable } from './facet-table.ts'
import { allOf, anyOf, negate, textOf } from './normal.ts'
import { printQuery, quoted } from './print.ts'
import { readField } from './read-field.ts'
import { limits, type Piece, refuseQuery } from './refuse.ts'
import { type QueryToken, scanQuery } from './scan.ts'
import { everything, type Query } from './tree.ts'
import { spansOf } from './words.ts'

/**
 * Reads a query. Every text gives a tree in normal form, that prints to a text that gives it again, or a refusal.
 * An empty text asks for everything. Juxtaposition is `ET`, and binds closer than `OU`.
 * @throws Refusal query-invalid, with what to write instead of what was seen
 */
export function parseQuery(text: string, table: FacetTable): Query {
  if (text.length > limits.characters) throw refuseTooLong(text)
  const tokens = scanQuery(text)
  const [first] = tokens
  if (first === undefined) {
    const seen = text.trim()
    if (seen === '') return everything
    throw refuseQuery(text, { at: text.indexOf(seen), seen }, 'unexpected')
  }
  const reader: Reader = { text, table, tokens, next: 0 }
  const query = readOr(reader, 0)
  const left = peek(reader)
  if (left !== undefined) throw refuseQuery(text, left, 'unexpected')
  // What was found for the values may be longer than what was written; a saved query must parse again.
  if (printQuery(query).length > limits.characters) throw refuseTooLong(text)
  return query
}

interface Reader {
  readonly text: string
  readonly table: FacetTable
  readonly tokens: readonly QueryToken[]
  next: number
}

function readOr(reader: Reader, level: number): Query {
  const parts = [readAnd(reader, level)]
  while (peek(reader)?.type === 'or') {
    const operator = take(reader)
    parts.push(readAnd(reader, level, operator))
  }
  return anyOf(parts)
}

/** @param before the operator that wants something to follow, to point at when nothing does */
function readAnd(reader: Reader, level: number, before?: Piece): Query {
  const parts = [readPart(reader, level, before)]
  for (let token = peek(reader); token !== undefined && endsAnd[token.type] !== true; token = peek(reader)) {
    const operator = token.type === 'and' ? take(reader) : undefined
    parts.push(readPart(reader, level, operator))
  }
  return allOf(parts)
}

function readPart(reader: Reader, level: number, before?: Piece): Query {
  const token = take(reader)
  if (token === undefined || token.type === 'close') {
    const piece = before ?? token ?? { at: reader.text.length, seen: '' }
    throw refuseQuery(reader.text, piece, 'unexpected', piece === before ? [quoted(piece.seen)] : [])
  }
  if (level >= limits.levels && (token.type === 'open' || token.type === 'not'))
    throw refuseQuery(reader.text, token, 'too-deep')
  switch (token.type) {
    case 'open':
      return readGroup(reader, level + 1, token)
    case 'not':
      return negate(readPart(reader, level + 1, token))
    case 'or':
    case 'and':
      throw refuseQuery(reader.text, token, 'unexpected', [quoted(token.seen)])
    case 'everything':
      return everything
    case 'field':
      return readField(reader.text, token, reader.table)
    case 'prefix':
      return readPrefix(reader, token)
    case 'word':
    case 'quoted':
      return readWords(reader, token)
  }
}

function readGroup(reader: Reader, level: number, open: Piece): Query {
  const isEmpty = peek(reader)?.type === 'close'
  if (isEmpty) throw refuseQuery(reader.text, open, 'unexpected')
  if (peek(reader) === undefined) throw refuseUnclosed(reader.text, open)
  const query = readOr(reader, level)
  if (take(reader)?.type !== 'close') throw refuseUnclosed(reader.text, open)
  return query
}

function readWords(reader: Reader, token: QueryToken & { readonly text: string }): Query {
  const query = textOf(token.text)
  if (query.op === 'all') throw refuseQuery(reader.text, token, 'missing-value')
  return query
}

function readPrefix(reader: Reader, token: QueryToken & { readonly text: string }): Query {
  const isOneWord = spansOf(token.text).length === 1
  if (!isOneWord) throw refuseQuery(reader.text, token, 'unexpected', [quoted(token.text)])
  return { op: 'text', text: token.text, match: 'prefix' }
}

function refuseTooLong(text: string): Error {
  return refuseQuery(text, { at: limits.characters, seen: text.slice(limits.characters) }, 'too-long')
}

function refuseUnclosed(text: string, open: Piece): Error {
  const seen = text.slice(open.at)
  return refuseQuery(text, { at: open.at, seen }, 'unclosed-parenthesis', [`${seen.trimEnd()})`])
}

function peek(reader: Reader): QueryToken | undefined {
  return reader.tokens[reader.next]
}

function take(reader: Reader): QueryToken | undefined {
  return reader.tokens[reader.next++]
}

const endsAnd: Partial<Record<QueryToken['type'], true>> = { or: true, close: true }
