import { describe, expect, it } from 'vitest'
import type { Confirming } from '#bot/talk/state.ts'
import { draftOf, hearing, ran } from './hearing.ts'

describe('a second thought that says more than no', () => {
  const thoughts = [
    'non attends c’est le 13',
    'non attends, c’est le 13 plutôt, pas hier',
    'euh en fait le produit c’est des moules',
    'ah non la marque est fausse',
    'attends je vérifie avec le labo',
    'oui mais attends c’est le 13',
    'oui enfin non c’est pour le 34',
    'ok sauf pour la MUS',
    'oui pour Paul seulement',
    'mince, mauvais évènement',
    'non, c’était pour Paul',
  ]
  const act: Confirming = {
    ...draftOf('A-2026.7'),
    command: 'message',
    draft: false,
    given: { number: 'A-2026.7', text: 'Vu.' },
  }

  // In a room what is said to the bot is marked, or answers it.
  it.each(thoughts)('« %s » does nothing, marked or not, and is quoted', (text) => {
    for (const talk of [draftOf('A-2026.7'), act, null])
      for (const said of [text, `!${text}`, `! ${text}`, text.toLocaleUpperCase('fr')]) {
        const turn = hearing(talk, said)
        expect(turn.do, said).toBe('say')
        if (turn.do !== 'say') continue
        if (turn.answer.type === 'kept') continue
        const quoted = JSON.stringify('data' in turn.answer ? turn.answer.data : {})
        const [first = ''] = said.replace(/^! ?/, '').split(/[ ,]/)
        const last = said.split(/[ ,]/).at(-1) ?? ''
        expect(quoted.includes(first) || quoted.includes(last), `${said}: ${quoted}`).toBe(true)
        if (talk !== null) expect(turn.talk, said).toBe(talk)
      }
  })
})

describe('what answers « publier ? »', () => {
  it('is a refusal by words of refusal only: a sentence that holds one keeps the question, and is quoted', () => {
    const talk = draftOf('A-2026.6')
    for (const text of ['non non publie pas', 'nan c’est bon en fait', 'c’est une erreur', 'PUBLIE PAS'])
      expect(hearing(talk, text), text).toMatchObject({ answer: { type: 'kept' }, talk: null })
    const text = 'Trois familles malades après des huitres.'
    expect(hearing(talk, text)).toMatchObject({
      answer: { type: 'confirm-again', data: { seen: text } },
      talk,
    })
  })

  it('is confirmed by « oui », and not by its whole sentence, which may be taken back', () => {
    const talk = draftOf('A-2026.6')
    expect(hearing(talk, 'publier A-2026.6')).toMatchObject({ ...ran('publier'), unconfirmed: true })
    expect(hearing(talk, 'oui')).not.toHaveProperty('unconfirmed')
  })
})
