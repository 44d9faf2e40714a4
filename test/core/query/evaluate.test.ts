import { describe, expect, it } from 'vitest'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import { dayNumber } from '#core/query/facts.ts'
import { parseQuery } from '#core/query/parse.ts'
import { lineage, table } from './table.ts'

const event = prepareFacts({
  keys: ['dept:34', 'etat:open', ...lineage('listeria-monocytogenes').map((code) => `danger:${code}`)],
  numbers: { malades: [3, 12], date: [dayNumber('2026-03-24')] },
  text: {
    A: 'Brie de Meaux A-2026.12',
    B: '',
    C: 'Fromages au lait cru de vache, lot L2381',
    D: 'Analyse conforme',
  },
})
const finds = (text: string) => matches(parseQuery(text, table), event, '2026-03-31')

describe('an event is found', () => {
  it.each([
    'danger:bacterie',
    'danger:listeria,cadmium',
    '-danger:cadmium',
    'dept:30 OU etat:ouvert',
    'malades:5..12',
    'malades:<5',
    'date:2026-03',
    'depuis:7j',
    'date:7j..7j',
    'fromage',
    'FROMAGÉS',
    'meaux fromage conforme',
    '"lait cru"',
    '"laits crus"',
    '"cru de vache"',
    '"brie de"',
    'A-2026.12',
    '2026.12',
    'l2381',
    'froma*',
    'L23*',
    'de',
  ])('by %s', (text) => {
    expect(finds(text)).toBe(true)
  })

  it.each([
    'danger:salmonella',
    'danger:listeria -danger:bacterie',
    'malades:5..11',
    'malades:>12',
    'recu:2026',
    'depuis:6j',
    'avant:2026-03-24',
    'fro',
    '"cru lait"',
    '"cru vache"',
    '"12 fromages"',
    'B-2026.12',
    'A-2026.1',
    '-de',
    'ro*',
  ])('but not by %s', (text) => {
    expect(finds(text)).toBe(false)
  })

  it('by every word of one word term, in whatever weights', () => {
    expect(matches({ op: 'text', text: 'conforme brie', match: 'word' }, event, '2026-03-31')).toBe(true)
    expect(matches({ op: 'text', text: 'conforme camembert', match: 'word' }, event, '2026-03-31')).toBe(
      false,
    )
  })
})
