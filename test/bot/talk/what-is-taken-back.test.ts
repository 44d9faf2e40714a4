import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'
import type { Talk } from '#bot/talk/state.ts'
import { hearing, ran } from './hearing.ts'

const hearingHeld = (text: string) => hearing(null, text, 'A-2026.7')

describe('what was only guessed at', () => {
  it('is taken by « oui », its rank or its whole, and not by « ok », which is said of anything', () => {
    const guess = 'chercher danger:listeria'
    const talks: Talk[] = [
      { type: 'offering', sentences: [guess] },
      { type: 'asking', command: 'voir', given: {}, missing: 'number', choices: ['A-2026.7'] },
    ]
    for (const talk of talks) {
      for (const text of ['ok', 'ok merci', 'd’accord', '👍', 'parfait', 'oui…', '1…'])
        expect(hearing(talk, text), text).toMatchObject({ do: 'say', talk })
      for (const text of ['oui', '1', 'oui merci'])
        expect(hearing(talk, text), text).toMatchObject({ do: 'run' })
    }
  })
})

describe('what a second thought takes back', () => {
  const verb = fc.constantFrom(
    ...[
      'supprime',
      'efface',
      'retire',
      'enlève',
      'annule',
      'j’annule',
      'merci d’annuler',
      'je voudrais annuler',
      'stop',
    ],
    ...[
      'laisse',
      'oublie',
      'bloque',
      'arrête',
      'annulez',
      'supprimer',
      'retirer',
      'anule',
      'à la réflexion annule',
    ],
  )
  const ending = fc.constantFrom('', ' svp', ', c’est faux', ' aussi', ' je me suis trompé', ' !')
  const courtesies = fc.constantFrom('', 'svp ', 'Vigie, ', 'bon ', 'finalement ', 'ah ')

  it('a word that takes back does, with the act for its object or with none', () => {
    const object = fc.constantFrom(
      ...[
        '',
        ' ça',
        ' le message',
        ' mon dernier message',
        ' la publication',
        ' l’envoi',
        ' le point',
        ' A-2026.7',
      ],
      ...[' tout', ' la fiche A-2026.7', ' celui-là', ' cette alerte', ' cette note', ' ma modification'],
    )
    fc.assert(
      fc.property(courtesies, verb, object, ending, (before, said, of, after) => {
        const text = `${before}${said}${of}${after}`
        const turn = hearingHeld(text)
        if (match(commands, text).type === 'ready' && turn.do === 'run') return
        expect(turn, text).toMatchObject(ran('annuler'))
      }),
      { numRuns: 300 },
    )
  })

  it('a word that takes something else back does not', () => {
    const object = fc.constantFrom(
      ...[
        ' A-2026.8',
        ' la fiche A-2026.8',
        ' le L2381',
        ' aussi le L2381',
        ' le lot 12',
        ' la marque',
        ' l’abonnement 3',
      ],
      ...[
        ' mon abonnement',
        ' la commande de steaks A-2026.8',
        ' le produit',
        ' l’établissement Carrefour',
        ' L2381',
      ],
    )
    fc.assert(
      fc.property(
        courtesies,
        verb,
        object,
        fc.constantFrom('', ' svp', ' aussi', ' !'),
        (before, said, of, after) => {
          const text = `${before}${said}${of}${after}`
          const turn = hearingHeld(text)
          if (turn.do === 'run' && turn.command.name === 'annuler')
            // The number decides in the core.
            expect([text, turn.given.number]).toEqual([text, 'A-2026.8'])
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([
    'non conforme aussi à Nîmes',
    'NON CONFORME AUSSI A NIMES',
    'non pasteurisé d’après l’étiquette',
    'non communiqué par le labo',
    'pas de nouvelle du labo',
    'pas encore de résultat du labo',
    'pas d’autre lot concerné',
    'pas conforme non plus à Lunel',
    'pas facile de joindre le labo',
    'pas le temps de vérifier le stock',
    'ne répond pas au téléphone',
    'n’a pas été livré',
    'surtout les enfants malades',
    'le lot est bloqué',
    'le rappel est annulé par le distributeur',
    'le labo s’est trompé de lot',
    'mauvaise odeur signalée',
    'le produit est non conforme',
    'trop tôt pour conclure',
    'conforme ou non',
    'faux positif probable',
    'désolé pour le retard du labo',
    'annulation du rappel du lot 12',
    'erreur du laboratoire sur le lot 12',
    'activité suspendue, analyse pas finie',
  ])('« %s » states something, and takes nothing back', (text) => {
    for (const said of [text, text.toLocaleUpperCase('fr'), `!${text}`]) {
      const turn = hearingHeld(said)
      expect(turn.do === 'run' ? turn.command.name : '', said).not.toBe('annuler')
    }
  })

  it('« retire le lot L2381 » is of a value of the record that was spoken of, and says how', () => {
    for (const text of ['retire aussi le L2381', 'supprimer le lot L2381 aussi', 'enlève L2381 de A-2026.8'])
      expect(hearingHeld(text), text).toMatchObject({
        do: 'say',
        answer: {
          type: 'of-value',
          data: {
            instead: `modifier A-2026.${text.includes('8 ') || text.endsWith('.8') ? 8 : 7} lot:"retirer L2381"`,
          },
        },
      })
  })
})
