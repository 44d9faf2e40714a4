import fc from 'fast-check'
import { type Facts, keyOf } from '#core/query/facts.ts'
import type { Bound, Query, Term, TextTerm } from '#core/query/tree.ts'
import { dangerCodes, depts, lineage, states } from './table.ts'

const word = fc.constantFrom(
  ...[
    'lait',
    'laits',
    'cru',
    'crus',
    'fromage',
    'fromages',
    'de',
    'le',
    'Pâté',
    'pate',
    'sous-vide',
    'L2381',
  ],
  ...['A-2026.12', '25g', "l'élevage", 'élevages', 'OU', 'non', 'Noël', 'œufs', 'oeuf'],
)
const sentence = fc.array(word, { maxLength: 6, size: 'max' }).map((some) => some.join(' '))
const firstDay = Temporal.PlainDate.from('2025-01-01')
const dayBound: fc.Arbitrary<Bound> = fc.oneof(
  fc.integer({ min: 0, max: 800 }).map((days) => ({ day: firstDay.add({ days }).toString() })),
  fc.integer({ min: -400, max: 400 }).map((daysFromNow) => ({ daysFromNow })),
)
const numberBound: fc.Arbitrary<Bound> = fc.integer({ min: -5, max: 40 }).map((number) => ({ number }))

function range(facet: string, bound: fc.Arbitrary<Bound>): fc.Arbitrary<Term> {
  return fc.oneof(
    bound.map((from): Term => ({ op: 'range', facet, from })),
    bound.map((to): Term => ({ op: 'range', facet, to })),
    fc.tuple(bound, bound).map(([a, b]): Term => {
      const [from, to] = isBackwards(a, b) ? [b, a] : [a, b]
      return { op: 'range', facet, from, to }
    }),
  )
}

function isBackwards(a: Bound, b: Bound): boolean {
  return (
    ('number' in a && 'number' in b && a.number > b.number) ||
    ('day' in a && 'day' in b && a.day > b.day) ||
    ('daysFromNow' in a && 'daysFromNow' in b && a.daysFromNow > b.daysFromNow)
  )
}

function key(facet: string, codes: readonly string[]): fc.Arbitrary<Term> {
  return fc.shuffledSubarray([...codes]).map((some) => ({ op: 'key', facet, codes: some.slice(0, 3) }))
}

const text: fc.Arbitrary<Term> = fc.oneof(
  { weight: 3, arbitrary: word.map((written): TextTerm => ({ op: 'text', text: written, match: 'word' })) },
  sentence.map((written): TextTerm => ({ op: 'text', text: written, match: 'word' })),
  fc.tuple(word, word).map((two): TextTerm => ({ op: 'text', text: two.join(' '), match: 'phrase' })),
  sentence.map((written): TextTerm => ({ op: 'text', text: written, match: 'phrase' })),
  fc
    .constantFrom('la', 'fro', 'P', 'œu', 'L23', 'sous-v', '')
    .map((written): TextTerm => ({ op: 'text', text: written, match: 'prefix' })),
)

const term: fc.Arbitrary<Query> = fc.oneof(
  { weight: 3, arbitrary: key('danger', dangerCodes) },
  { weight: 3, arbitrary: key('dept', depts) },
  key('etat', states),
  key('produit', ['lait cru', 'brie']),
  range('date', dayBound),
  range('recu', dayBound),
  range('malades', numberBound),
  { weight: 4, arbitrary: text },
)

/** Any tree over the table's facets, in normal form or not, at most `depth` levels above the terms. */
export function queryOf(depth: number): fc.Arbitrary<Query> {
  if (depth === 0)
    return fc.oneof(
      { weight: 20, arbitrary: term },
      { weight: 1, arbitrary: fc.constant<Query>({ op: 'all' }) },
    )
  const part = queryOf(depth - 1)
  const parts = fc.oneof(
    { weight: 9, arbitrary: fc.array(part, { minLength: 2, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(part, { maxLength: 1 }) },
  )
  return fc.oneof(
    { weight: 1, arbitrary: part },
    { weight: 3, arbitrary: parts.map((some): Query => ({ op: 'and', parts: some })) },
    { weight: 3, arbitrary: parts.map((some): Query => ({ op: 'or', parts: some })) },
    { weight: 1, arbitrary: part.map((one): Query => ({ op: 'not', part: one })) },
  )
}

export const query = fc.integer({ min: 0, max: 4 }).chain(queryOf)

const some = <T>(of: fc.Arbitrary<T>, maxLength: number) => fc.array(of, { maxLength, size: 'max' })

export const facts: fc.Arbitrary<Facts> = fc
  .record({
    danger: some(fc.constantFrom(...dangerCodes), 3),
    dept: some(fc.constantFrom(...depts), 3),
    etat: some(fc.constantFrom(...states), 1),
    produit: some(fc.constantFrom('lait cru', 'brie'), 2),
    malades: some(fc.integer({ min: -5, max: 40 }), 2),
    date: some(fc.integer({ min: 20_000, max: 21_000 }), 2),
    recu: some(fc.integer({ min: 20_000, max: 21_000 }), 1),
    text: fc.tuple(sentence, sentence, sentence, sentence),
  })
  .map(({ danger, dept, etat, produit, malades, date, recu, text: [A, B, C, D] }) => ({
    keys: [
      ...new Set([
        ...danger.flatMap(lineage).map((code) => keyOf('danger', code)),
        ...dept.map((code) => keyOf('dept', code)),
        ...etat.map((code) => keyOf('etat', code)),
        ...produit.map((code) => keyOf('produit', code)),
      ]),
    ],
    numbers: { malades, date, recu },
    text: { A, B, C, D },
  }))

const field = fc.constantFrom(
  ...[
    'danger',
    'Hazard',
    'dept',
    'état',
    'produit',
    'malades',
    'recu',
    'date-de-réception',
    'date',
    'depuis',
  ],
  ...['avant', "jusqu'au", 'après', 'dangr', '10', 'https'],
)
const value = fc.constantFrom(
  ...[
    'listeria',
    'salm',
    '"lait cru"',
    '« brie »',
    '34',
    '30,2A',
    '34, 30',
    '5',
    '>9',
    '>= 5',
    '5..10',
    '9..5',
  ],
  ...[
    '..5',
    '2026',
    '2026-03',
    '31/03/2026',
    '2026-02-30',
    '7j',
    'hier',
    '+3sem',
    "aujourd'hui",
    '>9999',
    '<0000',
  ],
  ...['<99999j', '', '"', '""', '(', 'xyz'],
)
const piece = fc.oneof(
  { weight: 4, arbitrary: word },
  {
    weight: 4,
    arbitrary: fc.tuple(field, fc.constantFrom(':', ':', ' : '), value).map((three) => three.join('')),
  },
  fc.constantFrom('"lait cru"', 'froma*', 'A-20*', '&', '\u00a0', '://', '*', '-*', '$1', '½', '𝐀ʼb'),
)
const glue = fc.oneof(
  { weight: 4, arbitrary: fc.constant(' ') },
  fc.constantFrom(
    ...[
      ' OU ',
      ' ET ',
      ' NON ',
      ' -',
      '-',
      ' (',
      ') ',
      '"',
      '«',
      '»',
      '“',
      '”',
      '*',
      ':',
      ',',
      '..',
      '\n',
      '',
    ],
  ),
)

/** Texts that look like queries: what people write, and what a cat does. */
export const queryText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60, size: 'max' }) },
  {
    weight: 5,
    arbitrary: fc
      .array(fc.tuple(piece, glue), { maxLength: 8, size: 'max' })
      .map((pairs) => pairs.flat().join('')),
  },
)
