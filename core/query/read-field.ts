import { distance } from 'fastest-levenshtein'
import type { Facet } from './facet.ts'
import type { FacetTable } from './facet-table.ts'
import { anyOf } from './normal.ts'
import { quoted } from './print.ts'
import { dateFacet, readRange, relations } from './read-range.ts'
import { refuseQuery } from './refuse.ts'
import type { QueryToken } from './scan.ts'
import type { KeyTerm, Query } from './tree.ts'
import { foldWord } from './words.ts'

type FieldToken = Extract<QueryToken, { type: 'field' }>

/** The terms of `field:value,value`: a list means any of them. @throws Refusal query-invalid */
export function readField(text: string, token: FieldToken, table: FacetTable): Query {
  const { facet, sign } = facetOf(text, token, table)
  if (token.values.length === 0) {
    const hint = sign === '' ? facet.example : `${token.name}:2026-03-31`
    throw refuseQuery(text, token, 'missing-value', [hint])
  }
  if (facet.type === 'code') return readCodes(text, token, facet)
  const { name, type } = facet
  return anyOf(
    token.values.map((value) => {
      const reading = readRange(name, type, `${sign}${value.text}`)
      if (reading.ok) return reading.range
      throw refuseQuery(text, value, reading.problem, reading.hint)
    }),
  )
}

function facetOf(text: string, token: FieldToken, table: FacetTable): { facet: Facet; sign: string } {
  const name = foldWord(token.name)
  const sign = Object.hasOwn(relations, name) ? (relations[name] ?? '') : ''
  const facet = table.get(sign === '' ? name : dateFacet)
  if (facet !== undefined && (sign === '' || facet.type === 'day')) return { facet, sign }
  const close = Object.keys(relations).filter((word) => distance(word, name) === 1)
  const hint = [...table.suggest(name, 3), ...close].slice(0, 3)
  throw refuseQuery(text, { at: token.at, seen: token.name }, 'unknown-field', hint)
}

function readCodes(text: string, token: FieldToken, facet: Facet): KeyTerm {
  const codes = token.values.flatMap((value) => {
    if (value.text === '') throw refuseQuery(text, token, 'missing-value', [facet.example])
    const known = facet.values === undefined ? [value.text] : facet.values.find(value.text)
    if (known.length > 0) return known
    throw refuseQuery(text, value, 'unknown-value', (facet.values?.suggest(value.text, 3) ?? []).map(quoted))
  })
  // Sorted, so that the same question is the same tree.
  return { op: 'key', facet: facet.name, codes: [...new Set(codes)].sort() }
}
