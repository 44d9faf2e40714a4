import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'
import type { Talk } from '#bot/talk/state.ts'
import { draftOf, hearing, ran } from './hearing.ts'

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
    'euh non',
    'oui enfin non',
    'ok mais non',
    'pas ça',
    'surtout pas',
    'pardon',
    'à la réflexion non',
  ]
  const words = fc.array(
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

  it('a second thought takes it back, whatever else it says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...openers), words, (opener, rest) => {
        const text = [opener, ...rest].join(' ')
        if (match(commands, text).type === 'ready') return
        expect(hearingHeld(text), text).toMatchObject(ran('annuler'))
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
    'trop tôt',
    'oups trop tôt',
    'c’était trop tôt',
    'je voulais dire A-2026.2',
    'c’était A-2026.2',
    'à la réflexion, pas maintenant',
    'réflexion faite, non',
    'finalement non',
    'en fait attends',
    'oups',
    'supprime le message',
    'annule l’envoi',
    'pas A-2026.7',
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
