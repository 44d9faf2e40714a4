import { dayNumber, type TextWeight } from '#core/query/facts.ts'
import type { Query } from '#core/query/tree.ts'
import { found, type SearchDocument } from '#search/engine.ts'

export const today = '2026-03-10'
export const [brie, camembert, pate] = [1, 2, 3]

export const cases: readonly SearchDocument[] = [
  document(
    brie,
    {
      A: 'Listeria monocytogenes, Brie de Meaux',
      B: 'fromage à croûte fleurie',
      D: 'cru, puis lait thermisé ; comparé au camembert',
    },
    { keys: ['dept:75', 'etat:closed'], numbers: { malades: [1], date: [dayNumber('2026-03-01')] } },
    '2026-03-01',
  ),
  document(
    camembert,
    {
      A: 'Listeria monocytogenes, Camembert',
      B: 'Fromage au lait cru de Normandie',
      D: 'vendu avec un brie',
    },
    { keys: ['dept:34', 'etat:open'], numbers: { malades: [0.5, 3], date: [dayNumber('2026-03-05')] } },
    '2026-03-05',
  ),
  document(
    pate,
    { A: 'Pâté de campagne', B: 'Salmonella', C: 'foie de porc' },
    { keys: ['dept:29', 'etat:open'], numbers: { malades: [8], date: [dayNumber('2026-03-09')] } },
    '2026-03-09',
  ),
]

export const secret = document(9, { A: 'Pangolin' }, { keys: ['etat:draft'] }, '2026-03-08')

export function document(
  eventId: number,
  text: Partial<Record<TextWeight, string>>,
  more: { keys?: readonly string[]; numbers?: Record<string, readonly number[]> },
  day: string,
): SearchDocument {
  return {
    eventId,
    version: 1,
    title: text.A ?? '',
    updatedAt: `${day}T08:00:00Z`,
    facts: {
      keys: more.keys ?? [],
      numbers: more.numbers ?? {},
      text: { A: '', B: '', C: '', D: '', ...text },
    },
  }
}

export function word(text: string): Query {
  return { op: 'text', text, match: 'word' }
}
export function phrase(text: string): Query {
  return { op: 'text', text, match: 'phrase' }
}
export function prefix(text: string): Query {
  return { op: 'text', text, match: 'prefix' }
}
export function key(facet: string, ...codes: string[]): Query {
  return { op: 'key', facet, codes }
}
export function and(...parts: Query[]): Query {
  return { op: 'and', parts }
}
export function or(...parts: Query[]): Query {
  return { op: 'or', parts }
}
export function not(part: Query): Query {
  return { op: 'not', part }
}
export function marked(text: string): string {
  return `${found.start}${text}${found.end}`
}
