import { describe, expect, it } from 'vitest'
import { codesIn } from '#core/query/codes.ts'

describe('the codes of a list', () => {
  it.each([
    ['L1, L2 ; L3', ['L1', 'L2', 'L3']],
    ['26F112 et 26F113', ['26F112', '26F113']],
    ['R1 R2', ['R1', 'R2']],
    ['2026-06-0123 2026-06-0124', ['2026-06-0123', '2026-06-0124']],
    [
      'L1 (DLC 12/12/2026, bloqué), L2 (DLC 13/12/2026 et 14/12/2026)',
      ['L1 (DLC 12/12/2026, bloqué)', 'L2 (DLC 13/12/2026 et 14/12/2026)'],
    ],
    ['4521\n4523', ['4521', '4523']],
  ])('are read one by one: %s', (list, codes) => {
    expect(codesIn(list)).toEqual(codes)
  })

  it.each([
    'DLC 12/12/2026',
    'L1 DLC 12/12/2026',
    '24 318',
    'brie et camembert',
    'Carrefour Market 34',
    'L 12',
  ])('stay in one piece: %s', (list) => {
    expect(codesIn(list)).toEqual([list])
  })
})
