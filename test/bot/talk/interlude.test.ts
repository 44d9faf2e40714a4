import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import type { FillTools } from '#bot/talk/filling.ts'
import { isInterlude } from '#bot/talk/interlude.ts'
import { emptyState, type Filling, type Talk } from '#bot/talk/state.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { readField } from '#core/kinds/read-field.ts'

const fill: FillTools = {
  kind: kinds['food-product'],
  central: false,
  read: (field, written) => readField(field, written, '2026-11-23'),
  misplaced: () => [],
  show: () => [],
}
const filling: Filling = {
  type: 'filling',
  kind: 'food-product',
  fields: { dangerCategory: 'listeria' },
  wrong: [],
  asking: 'type',
  choices: [],
}
const hearing = (talk: Talk, text: string) =>
  decideTurn({ commands, fill: () => fill }, { ...emptyState('2026-11-23T08:00:00Z'), talk }, text)

const beside = [
  'je reprends plus tard',
  'attends, on m’appelle',
  "attends on m'appelle",
  'deux secondes',
  'une petite minute svp',
  'je reviens',
  'merci beaucoup',
  'je vérifie',
  'désolé je dois y aller, je finis demain',
  'je suis en réunion',
  'aucune idée',
  'one moment',
]
const values = [
  'On attend les résultats du laboratoire',
  'Le client reprend les lots',
  'Deux malades',
  'Cuisson de deux minutes à coeur',
  'Attente',
  'Appel du maire',
  '« je reprends plus tard »',
  'demain',
]

describe('talk beside the question', () => {
  it.each(beside)('is no value: %s', (text) => {
    expect(isInterlude(text)).toBe(true)
    expect(hearing(filling, text)).toMatchObject({
      talk: { fields: { dangerCategory: 'listeria' }, asking: 'type' },
    })
  })

  it.each(values)('is none, and an answer: %s', (text) => {
    expect(isInterlude(text)).toBe(false)
  })

  it('is nothing to tell to others', () => {
    const asking: Talk = {
      type: 'asking',
      command: 'message',
      given: { number: 'A-2026.1' },
      missing: 'text',
      choices: [],
    }
    expect(hearing(asking, 'je reprends plus tard')).toMatchObject({ do: 'say', talk: asking })
    expect(hearing(asking, 'Le client reprend les lots')).toMatchObject({ do: 'run' })
  })

  it('of somebody who does not know passes over what need not be known', () => {
    expect(hearing({ ...filling, asking: 'brand' }, 'je sais pas')).toMatchObject({
      talk: { fields: { dangerCategory: 'listeria' } },
    })
  })
})
