import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { emptyState, type Talk } from '#bot/talk/state.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { readField } from '#core/kinds/read-field.ts'

const fill = {
  kind: kinds['food-product'],
  central: false,
  read: (field: (typeof kinds)['food-product']['fields'][number], written: string) =>
    readField(field, written, '2026-11-23'),
  misplaced: () => [],
  show: () => [],
}
const hearing = (talk: Talk | null, text: string) =>
  decideTurn({ commands, fill: () => fill }, { ...emptyState('2026-11-23T08:00:00Z'), talk }, text)
const ran = (name: string) => ({ do: 'run', command: { name } })

describe('a text without the number of its event', () => {
  it('is for the only event that it names', () => {
    expect(hearing(null, 'message pour dire que le dossier A-2026.1 avance')).toMatchObject({
      ...ran('message'),
      given: { number: 'A-2026.1', text: 'pour dire que le dossier A-2026.1 avance' },
    })
    expect(hearing(null, 'message le dossier avance, voir A-2026.1 et A-2026.2')).toMatchObject({ do: 'say' })
    expect(hearing(null, 'retirer le doublon de A-2026.1')).toMatchObject({ do: 'say' })
  })

  it('begins perhaps with the rank of one that was just shown: that is asked', () => {
    const asked: Talk = {
      type: 'asking',
      command: 'point',
      given: { text: 'tout est rappelé' },
      missing: 'number',
      choices: ['A-2026.1', 'A-2026.2'],
    }
    expect(hearing(asked, 'point 2 tout est rappelé')).toMatchObject({
      do: 'say',
      talk: { type: 'offering', sentences: ['point A-2026.2 tout est rappelé'] },
    })
    expect(hearing(asked, 'point 3 tout est rappelé')).toMatchObject({ talk: { type: 'asking' } })
    expect(hearing(null, 'point 2 malades à Nîmes')).toMatchObject({
      talk: { type: 'asking', given: { text: '2 malades à Nîmes' } },
    })
  })

  it('with two numbers before it, is asked which it is for', () => {
    expect(hearing(null, 'note A-2026.1 A-2026.2 Un cas.')).toMatchObject({
      talk: { type: 'asking', given: { text: 'Un cas.' }, choices: ['A-2026.1', 'A-2026.2'] },
    })
  })
})
