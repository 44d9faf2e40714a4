import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '#bot/command.ts'
import { commands } from '#bot/commands.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import {
  emptyState,
  type Filling,
  forgetOld,
  type State,
  stateSchema,
  type Talk,
  touch,
} from '#bot/talk/state.ts'
import type { TalkTools } from '#bot/talk/turn.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { misplacedIn } from '#core/kinds/misplaced.ts'
import { readField } from '#core/kinds/read-field.ts'
import { shownFields } from '#core/kinds/show.ts'
import { draftOf } from './hearing.ts'

const kind = kinds['food-product']
const now = '2026-11-23T09:00:00Z'
const tools: TalkTools<Command> = {
  commands,
  fill: () => ({
    kind,
    central: false,
    read: (field, written) => readField(field, written, '2026-11-23'),
    misplaced: (fields) => misplacedIn(kind, fields),
    show: (fields) => shownFields(kind, fields, 'full'),
  }),
}

const filling = (asking: string, choices: string[] = []): Filling => ({
  type: 'filling',
  kind: 'food-product',
  fields: {},
  wrong: [],
  asking,
  choices,
})

function hearing(talk: Talk | null, text: string, recent: string[] = []) {
  const state: State = {
    ...emptyState(now),
    talk,
    recent: recent.map((number) => ({ number, version: null })),
  }
  return decideTurn(tools, state, text)
}

const ran = (name: string) => ({ do: 'run', command: { name } })

describe('while a record is filled in', () => {
  it('a choice is answered by its number, its label or a part of it', () => {
    const choices = ['Alerte produit nationale', 'Alerte produit locale']
    for (const answer of ['2', '2.', 'alerte produit locale', 'locale'])
      expect(hearing(filling('type', choices), answer)).toMatchObject({
        do: 'say',
        talk: { fields: { type: 'alerte-locale' }, asking: 'receptionDate' },
      })
  })

  it('a date is kept as a date, so that « hier » does not move', () => {
    expect(hearing(filling('receptionDate'), 'hier')).toMatchObject({
      talk: { fields: { receptionDate: '2026-11-22' } },
    })
  })

  it('an answer that cannot be read is asked again, and the rest is kept', () => {
    const talk = { ...filling('receptionDate'), fields: { type: 'alerte-locale' } }
    expect(hearing(talk, 'demain matin')).toMatchObject({
      answer: { type: 'question', data: { unread: 'demain matin' } },
      talk: { asking: 'receptionDate', fields: { type: 'alerte-locale' } },
    })
  })

  it('pairs are taken whatever the question was', () => {
    expect(hearing(filling('type'), 'lots:L1 reçu:hier')).toMatchObject({
      talk: { asking: 'type', fields: { lots: 'L1', receptionDate: '2026-11-22' } },
    })
  })

  it('a whole command is a command, and the record waits', () => {
    for (const text of ['voir A-2026.1', 'chercher brie', 'mes abonnements', '/portée A-2026.1'])
      expect(hearing(filling('description'), text)).toMatchObject({
        do: 'run',
        aside: true,
        talk: { asking: 'description' },
      })
  })

  it('what only begins like a command is an answer, and so is what is in quotes', () => {
    const answers = [
      'message reçu du laboratoire hier',
      'Voir A-2026.1 pour le contexte',
      '"chercher brie"',
      'chercher\nencore',
    ]
    for (const text of answers)
      expect(hearing(filling('description'), text)).toMatchObject({
        do: 'say',
        talk: { fields: { description: expect.any(String) } },
      })
  })

  it('only an optional field is skipped', () => {
    const wrong = { field: 'dangerCategory', written: 'x', suggestions: [] }
    expect(hearing({ ...filling('dangerCategory'), wrong: [wrong] }, 'passer')).toMatchObject({
      talk: { wrong: [], asking: 'type' },
    })
    expect(hearing(filling('type'), 'passer')).toMatchObject({
      talk: { asking: 'type' },
      answer: { data: { remarks: [{ type: 'cannot-skip' }] } },
    })
  })

  it('« aide » explains, « brouillon » stops asking, « annuler » leaves', () => {
    expect(hearing(filling('type'), 'aide')).toMatchObject({ answer: { data: { explained: true } } })
    expect(hearing(filling('type'), 'brouillon')).toMatchObject({ do: 'open' })
    expect(hearing(filling('type'), 'annuler')).toMatchObject({ answer: { type: 'cancelled' }, talk: null })
  })

  it('a second record is refused', () => {
    expect(hearing(filling('type'), 'créer')).toMatchObject({
      answer: { type: 'busy' },
      talk: { asking: 'type' },
    })
  })
})

describe('while a draft waits', () => {
  const talk = draftOf('A-2026.1')

  it('yes publishes, no keeps it', () => {
    for (const text of ['oui', 'Oui !', 'OK', 'publier', 'publier A-2026.1', 'oui merci'])
      expect(hearing(talk, text)).toMatchObject({ ...ran('publier'), answers: talk, talk: null })
    for (const text of ['non', 'garder', 'plus tard'])
      expect(hearing(talk, text)).toMatchObject({ answer: { type: 'kept' }, talk: null })
  })

  it('a change is made with or without the word for it', () => {
    for (const text of ['modifier lots:L2', 'modifier A-2026.1 lots:L2', 'lots:L2', 'lots : L2'])
      expect(hearing(talk, text)).toMatchObject({ do: 'revise', talk, text: expect.stringMatching(/^lots/) })
  })

  it('a command without a number is about the draft', () => {
    expect(hearing(talk, 'portée')).toMatchObject({ ...ran('portée'), given: { number: 'A-2026.1' } })
  })

  it.each([
    [
      'créer',
      `créer produit type:"alerte locale" danger:salmonelle produit:poulet ${'Trois malades. '.repeat(10)}`,
    ],
    ['créer', 'créer produit\ndanger : salmonelle\nproduit : poulet'],
    ['chercher', `chercher ${'poulet '.repeat(30)}`],
    [
      'abonner',
      `abonner danger:salmonelle (${'produit:poulet OU '.repeat(8)}produit:dinde) chaque jour à 8 h`,
    ],
  ])('a whole sentence stands for itself, however long: %s', (name, text) => {
    expect(hearing(talk, text)).toMatchObject(ran(name))
    const asking = hearing(null, 'publier', ['A-2026.7'])
    expect(hearing(asking.talk, text)).toMatchObject(ran(name))
  })

  it('anything else is asked again', () => {
    expect(hearing(talk, 'peut-être')).toMatchObject({
      answer: { type: 'confirm-again', data: { seen: 'peut-être' } },
      talk,
    })
  })
})

describe('when an argument is missing', () => {
  const asked = hearing(null, 'publier', ['A-2026.7', 'A-2026.3'])
  const talk = asked.talk

  it('the last events of the conversation are proposed', () => {
    expect(asked).toMatchObject({ answer: { type: 'missing', data: { choices: ['A-2026.7', 'A-2026.3'] } } })
  })

  it('the answer is a choice, yes, or a number of one’s own', () => {
    expect(hearing(talk, '2')).toMatchObject({ ...ran('publier'), given: { number: 'A-2026.3' }, talk: null })
    expect(hearing(talk, 'oui')).toMatchObject({ do: 'say', talk })
    const one = hearing(null, 'publier', ['A-2026.7']).talk
    expect(hearing(one, 'oui')).toMatchObject({ given: { number: 'A-2026.7' } })
    expect(hearing(talk, 'la 2 merci')).toMatchObject({ given: { number: 'A-2026.3' } })
    expect(hearing(talk, 'a-2026.9')).toMatchObject({ ...ran('publier'), given: { number: 'A-2026.9' } })
  })

  it('another command can be run, or take its place', () => {
    expect(hearing(talk, 'voir A-2026.1')).toMatchObject({ ...ran('voir'), aside: true, talk })
    expect(hearing(talk, 'suivre')).toMatchObject({ talk: { type: 'asking', command: 'suivre' } })
  })

  it('the text that was given with the command is kept', () => {
    const point = hearing(null, 'point : lot retiré').talk
    expect(hearing(point, 'A-2026.1')).toMatchObject({ given: { number: 'A-2026.1', text: 'lot retiré' } })
  })

  it('two events are asked one after the other', () => {
    const first = hearing(null, 'lier', ['A-2026.7', 'A-2026.3'])
    const second = hearing(first.talk, '1', ['A-2026.7', 'A-2026.3'])
    expect(second).toMatchObject({ talk: { missing: 'other', choices: ['A-2026.3'] } })
  })
})

describe('with nothing open', () => {
  it('a correction that was proposed is run by « oui », and forgotten by anything else', () => {
    const { talk } = hearing(null, 'suivrre A-2026.1')
    expect(hearing(talk, 'oui')).toMatchObject({ ...ran('suivre'), given: { number: 'A-2026.1' } })
    expect(hearing(talk, 'mes abonnements')).toMatchObject({ ...ran('mes abonnements'), talk: null })
    for (const text of ['non', 'surtout pas'])
      expect(hearing(talk, text)).toMatchObject({ do: 'say', talk: null })
    expect(hearing(talk, 'oui le 2')).toMatchObject({
      do: 'say',
      answer: { data: { seen: 'oui le 2' } },
      talk,
    })
  })

  it('an answer to nothing is said to be one', () => {
    for (const text of ['oui', 'non', '3', 'passer'])
      expect(hearing(null, text)).toMatchObject({ answer: { type: 'nothing-open' } })
  })
})

describe('the state', () => {
  it('is plain JSON whatever was said, and every text has an answer', () => {
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(
          'oui',
          'non',
          '1',
          'publier',
          'lier',
          'passer',
          'aide',
          'lots:L1',
          'hier',
          'suivrre A-2026.1',
          'point rappel',
          'oui mais',
        ),
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('type', 'receptionDate', 'description', 'dangerCategory'),
        (said, asking) => {
          let talk: Talk | null = filling(asking)
          for (const text of said) {
            talk = hearing(talk, text, ['A-2026.1']).talk
            const state = { ...emptyState(now), talk }
            expect(stateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
          }
        },
      ),
    )
  })

  it('drops a talk after seven days, and keeps the events', () => {
    const state = touch({ ...emptyState(now), talk: filling('type') }, 'A-2026.1', 3)
    expect(forgetOld(state, '2026-11-30T09:00:00Z').state).toEqual(state)
    expect(forgetOld(state, '2026-11-30T09:00:01Z')).toMatchObject({
      state: { talk: null, recent: [{ number: 'A-2026.1', version: 3 }] },
      forgotten: { type: 'filling' },
    })
  })

  it('remembers the version that was seen last, of twenty events', () => {
    let state = touch(emptyState(now), 'A-2026.1', 3)
    state = touch(state, 'A-2026.1', undefined)
    expect(state.recent).toEqual([{ number: 'A-2026.1', version: 3 }])
    for (let rank = 2; rank <= 30; rank += 1) state = touch(state, `A-2026.${rank}`, undefined)
    expect(state.recent).toHaveLength(20)
  })
})
