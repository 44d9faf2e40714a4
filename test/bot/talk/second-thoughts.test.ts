import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '#bot/command.ts'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { type Confirming, emptyState, type Talk } from '#bot/talk/state.ts'
import type { TalkTools } from '#bot/talk/turn.ts'

/** No record is filled in here. */
const tools: TalkTools<Command> = {
  commands,
  fill: (kind) => {
    throw new Error(`nothing fills in ${kind}`)
  },
}

const draftOf = (number: string): Confirming => ({
  type: 'confirming',
  command: 'publier',
  given: { number },
  number,
  draft: true,
  told: 3,
  version: 1,
  resumes: null,
})

function hearing(talk: Talk | null, text: string, held?: string, withdrawal = false) {
  const state = { ...emptyState('2026-11-23T09:00:00Z'), talk }
  const may = held === undefined ? {} : { held: { number: held, withdrawal } }
  return decideTurn({ ...tools, ...may }, state, text)
}

const ran = (name: string) => ({ do: 'run', command: { name } })

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

describe('while an act may be taken back', () => {
  const hearingHeld = (text: string, talk: Talk | null = null) => hearing(talk, text, 'A-2026.7')
  const refusals = [
    'non non publie pas',
    'nan attends',
    'oui mais attends',
    'PUBLIE PAS',
    'nan',
    'nan c’est bon en fait',
    'c’est une erreur',
    'C’est une erreur !',
    'fausse alerte',
    'stop',
    'merci annule',
    'non',
    '❌',
    'n’envoie pas',
    'ne publie pas A-2026.7',
    'publier A-2026.7 non',
    '!non',
    'je me suis trompé',
  ]

  it('a refusal takes it back, and a sentence that was guessed at does not stand before it', () => {
    for (const text of refusals) {
      expect(hearingHeld(text), text).toMatchObject({ ...ran('annuler'), talk: null })
      const offering: Talk = { type: 'offering', sentences: ['suivre A-2026.1'] }
      expect(hearingHeld(text, offering), text).toMatchObject(ran('annuler'))
    }
  })

  const openers = [
    'non',
    'Non,',
    'ah non',
    'nan',
    'attends',
    'attendez',
    'oups',
    'mince',
    'merde',
    'zut',
    'stop',
    'annule',
    'j’annule',
    'euh non',
    'oui enfin non',
    'ok mais non',
    'pas ça',
    'supprime',
    'efface',
    'erreur',
    'laisse',
    'surtout pas',
    'pardon',
  ]

  it('a second thought takes it back, whatever else it says', () => {
    const said = fc.array(
      fc.constantFrom(
        'c’est',
        'faux',
        'A-2026.2',
        'demain',
        'message',
        'note',
        'la',
        'réunion',
        'point',
        '13',
        'publier',
        '🙂',
        'trompé',
      ),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(fc.constantFrom(...openers), said, (opener, rest) => {
        const text = [opener, ...rest].join(' ')
        if (match(commands, text).type === 'ready') return
        const turn = hearingHeld(text)
        if (turn.do === 'run' && turn.command.name === 'annuler') return
        // « supprime A-2026.2 » asks about the other event.
        expect(turn, text).toMatchObject({ do: 'say', answer: { type: 'missing', data: {} } })
        expect(text).toContain('A-2026.2')
      }),
    )
  })

  it.each([
    'attends non c’est faux',
    'oups',
    'mince c’est faux',
    'non pas message note!!',
    'non jme suis trompé c’était A-2026.2',
    'attendez c’est 12 lots',
    'oui enfin non',
    'j’annule',
    'supprime',
    'supprime A-2026.7',
    'stop stop mauvais numero',
    'ah non pas demain, ce soir',
    'merde c’est A-2026.2',
    'c’est pas le bon évènement',
    'je me suis trompée de fiche',
    'mauvais numéro désolé',
    'erreur de ma part',
    'annuler svp c’est faux',
    'non c’était pour Paul',
    'pas celui-là',
    'anuler',
    'annuller',
    'annnuler',
    'annulr',
    'je veux annuler',
    'je voudrais annuler svp',
    'peux-tu annuler ?',
    'merci d’annuler',
    '@vigie annuler',
    'ne diffuse pas',
    'ne pas diffuser',
    'n’envoie rien',
    'bloque l’envoi',
    'suspends',
    'c’était un test',
    'ne tenez pas compte de mon message',
    'veuillez ignorer',
    'je change d’avis',
    'trop vite',
    'nonnnn',
    'NOOON',
    'c’est inexact',
    'je n’avais pas fini',
  ])('« %s » takes it back', (text) => {
    for (const said of [text, text.toLocaleUpperCase('fr'), `!${text}`])
      expect(hearingHeld(said), said).toMatchObject(ran('annuler'))
  })

  it.each([
    'annuler tout',
    'tout annuler',
    'annule les deux',
    'j’annule tout',
    'annuler les 2',
    'ANNULE TOUT !',
  ])('« %s » takes back all of it', (text) => {
    expect(hearingHeld(text)).toMatchObject({ ...ran('annuler'), given: { all: 'tout' } })
  })

  it('« c’est une erreur » does not bring back what was withdrawn, « attends » does', () => {
    for (const text of ['c’est une erreur', 'je me suis trompé', 'supprime'])
      expect(hearing(null, text, 'A-2026.7', true), text).not.toMatchObject(ran('annuler'))
    for (const text of ['attends', 'oups non', 'annuler'])
      expect(hearing(null, text, 'A-2026.7', true), text).toMatchObject(ran('annuler'))
  })

  it('what is no refusal does not, nor a refusal that answers a question', () => {
    const others = [
      'Trois familles malades après des huîtres.',
      'message A-2026.7 Ne pas consommer',
      'retirer A-2026.7 fausse alerte',
      'oui',
      'merci',
      'voir A-2026.7',
      'chercher non conforme',
      'ne plus suivre',
      'note A-2026.7 non conforme',
      'point le thon n’est pas conforme',
      'supprimer A-2026.8',
      'mes abonnements',
      'brie',
      'publier pas A-2026.8',
    ]
    for (const text of others) {
      const { command } = { command: undefined, ...hearingHeld(text) }
      expect(command?.name, text).not.toBe('annuler')
    }
    expect(hearingHeld('non', draftOf('A-2026.8'))).toMatchObject({ answer: { type: 'kept' } })
  })

  it('with none, a refusal is about nothing', () => {
    expect(hearing(null, 'nan')).toMatchObject({ answer: { type: 'nothing-open' } })
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
