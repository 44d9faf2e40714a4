import { distance } from 'fastest-levenshtein'
import type { Facet, ValueSource } from '#core/query/facet.ts'
import { facetTable } from '#core/query/facet-table.ts'
import { fold } from '#core/query/words.ts'

/** Code, label, parent: a small tree of dangers. */
const dangers = [
  ['bacterie', 'Bactérie', undefined],
  ['listeria', 'Listeria', 'bacterie'],
  ['listeria-monocytogenes', 'Listeria monocytogenes', 'listeria'],
  ['salmonella', 'Salmonella', 'bacterie'],
  ['salmonella-dublin', 'Salmonella dublin', 'salmonella'],
  ['chimique', 'Danger chimique', undefined],
  ['cadmium', 'Cadmium', 'chimique'],
] as const

export const dangerCodes: readonly string[] = dangers.map(([code]) => code)
export const depts = ['01', '2A', '30', '34', '974']
export const states = ['open', 'closed']

/** The code and its ancestors, as the facts of an event carry them. */
export function lineage(code: string): string[] {
  const parent = dangers.find(([own]) => own === code)?.[2]
  return parent === undefined ? [code] : [code, ...lineage(parent)]
}

export const table = facetTable([
  code('danger', ['hazard'], source(dangers.map(([own, label]) => [own, label])), 'danger:listeria'),
  code('dept', ['département', 'department'], source(depts.map((own) => [own, own])), 'dept:34'),
  code(
    'etat',
    ['état', 'state'],
    source([
      ['open', 'ouvert'],
      ['closed', 'clos'],
    ]),
    'état:ouvert',
  ),
  code(
    'produit',
    ['product'],
    source([
      ['lait cru', 'Lait cru'],
      ['brie', 'Brie'],
    ]),
    'produit:"lait cru"',
  ),
  { name: 'date', words: [], label: 'Date', type: 'day', example: 'date:2026-03' },
  { name: 'recu', words: ['reçu', 'date de réception'], label: 'Reçu le', type: 'day', example: 'reçu:hier' },
  { name: 'malades', words: ['cases'], label: 'Malades', type: 'number', example: 'malades:>9' },
])

function code(name: string, words: readonly string[], values: ValueSource, example: string): Facet {
  return { name, words, label: name, type: 'code', values, example }
}

/** Exact first, else every code whose label begins with what was written. */
function source(entries: readonly (readonly [string, string])[]): ValueSource {
  const known = (written: string, test: (name: string) => boolean) =>
    entries
      .filter(([own, label]) => written !== '' && (test(fold(own)) || test(fold(label))))
      .map(([own]) => own)
  return {
    find: (written) => {
      const folded = fold(written)
      const exact = known(folded, (name) => name === folded)
      return exact.length > 0 ? exact : known(folded, (name) => name.startsWith(folded))
    },
    suggest: (written, limit) =>
      entries
        .map(([own, label]) => ({ own, far: distance(fold(written), fold(label)) }))
        .filter(({ far }) => far <= 3)
        .sort((a, b) => a.far - b.far)
        .slice(0, limit)
        .map(({ own }) => own),
    label: (own) => entries.find(([other]) => other === own)?.[1] ?? own,
  }
}
