import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import type { FillTools } from '#bot/talk/filling.ts'
import { emptyState, type Talk } from '#bot/talk/state.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { readField } from '#core/kinds/read-field.ts'
import { hearing, ran } from './hearing.ts'

describe('a sentence that is about another event', () => {
  const asking = (command: string, missing: string, number?: string): Talk => {
    return { type: 'asking', command, given: number === undefined ? {} : { number }, missing, choices: [] }
  }
  const texts = [
    asking('message', 'text', 'A-2026.1'),
    asking('point', 'text', 'A-2026.1'),
    asking('note', 'text', 'A-2026.1'),
    asking('retirer', 'reason', 'A-2026.1'),
    asking('désabonner', 'id'),
  ]

  it.each([
    ...[
      'retirer A-2026.3',
      'retire A-2026.3',
      'supprime A-2026.3',
      'clos A-2026.3',
      'rouvre A-2026.3',
      'voir A-2026.3',
    ],
    ...[
      'publie A-2026.3',
      'publier A-2026.3 demain',
      'piont A-2026.3 rappel levé',
      'dépublie A-2026.3',
      'lie A-2026.3 A-2026.4',
    ],
    ...[
      'modifier A-2026.3 lots:L2',
      'modifier lots:L2',
      'message A-2026.3',
      'suis A-2026.3',
      'affiche A-2026.3',
    ],
  ])('« %s » is the answer to none of what is asked', (text) => {
    for (const talk of texts) {
      const turn = hearing(talk, text)
      if (turn.do !== 'run') continue
      expect(turn.answers, `${text} at ${talk.type === 'asking' ? talk.command : ''}`).toBeUndefined()
      expect(turn.given.number).toBe('A-2026.3')
    }
  })

  it('is not what only speaks of one', () => {
    for (const text of [
      'Voir A-2026.3 pour le contexte',
      'Le lot de A-2026.3 est le même',
      'retiré des rayons',
    ])
      expect(hearing(texts[0] ?? null, text), text).toMatchObject({
        do: 'run',
        given: { number: 'A-2026.1', text },
      })
  })

  it('shows the event whose number alone is said where numbers of events are no answer', () => {
    expect(hearing(asking('désabonner', 'id'), 'A-2026.3')).toMatchObject(ran('voir'))
  })
})

describe('while a record is filled in', () => {
  const kind = kinds['food-product']
  const fill = (): FillTools => ({
    kind,
    central: false,
    read: (field, written) => readField(field, written, '2026-11-23'),
    misplaced: () => [],
    show: () => [],
  })
  const filling = (asking: string): Talk => ({
    type: 'filling',
    kind: kind.code,
    fields: {},
    wrong: [],
    asking,
    choices: [],
  })
  const answered = (asking: string, text: string) =>
    decideTurn({ commands, fill }, { ...emptyState('2026-11-23T09:00:00Z'), talk: filling(asking) }, text)

  it('a command that names another event is no value, and « modifier lots:L2 » changes the record that is open', () => {
    for (const asking of ['description', 'lots', 'source'])
      for (const text of [
        'retirer A-2026.3',
        'supprime A-2026.3',
        'point A-2026.3',
        'publier A-2026.3 ?',
        'piont A-2026.3 vu',
      ])
        expect(answered(asking, text), text).toMatchObject({
          do: 'say',
          talk: { asking, fields: {} },
        })
    for (const asking of ['description', 'lots', 'source']) {
      const turn = answered(asking, 'modifier lots:L2381')
      expect(turn).toMatchObject({ do: 'say', talk: { fields: { lots: 'L2381' }, wrong: [] } })
      expect(JSON.stringify(turn)).not.toContain('modifier')
    }
  })
})
