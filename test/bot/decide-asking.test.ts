import { describe, expect, it } from 'vitest'
import { decideAsking } from '#bot/decide-asking.ts'

const care = { confirmAbove: 20, haste: 20, acts: 0 }
const act = { told: 4, text: 'Rappel publié.', typed: 'Rappel publié.', version: 3 }

describe('an act that tells people', () => {
  it('is done at once when it tells few, in words, now and then', () => {
    expect(decideAsking(act, care, undefined)).toEqual([])
    expect(decideAsking({ ...act, told: 20 }, { ...care, acts: 19 }, undefined)).toEqual([])
  })

  it('is asked about when it tells more than its agent wants to unasked', () => {
    expect(decideAsking({ ...act, told: 21 }, care, undefined)).toEqual(['many'])
    expect(decideAsking({ ...act, told: 1 }, { ...care, confirmAbove: 0 }, undefined)).toEqual(['many'])
    expect(decideAsking({ ...act, told: 0 }, { ...care, confirmAbove: 0, acts: 30 }, undefined)).toEqual([])
  })

  it.each(['.', 'ok', '👍', '12345', 'L2', 'oui', 'Non.', 'pas encore', 'merci', 'Merci à tous !', ''])(
    'is asked about when it says « %s »',
    (text) => {
      expect(decideAsking({ ...act, text }, care, undefined)).toEqual(['short'])
    },
  )

  it.each(['RAS', 'Rappel', 'été', 'oui, lot retiré'])('is a text when it says « %s »', (text) => {
    expect(decideAsking({ ...act, text }, care, undefined)).toEqual([])
  })

  it.each([
    'Lot retiré, non attends',
    'Lot retiré mais pas encore',
    'lots:L1 mais pas maintenant',
    'Rappel publié. Stop !',
    'ne l’envoie pas encore : le lot est rappelé',
    'N’envoie pas, le lot est rappelé',
    'attendez je relis, le lot est rappelé',
    'le lot est rappelé, attends je regarde',
    'description:attends je me trompe',
    'brouillon : à relire',
    'À valider : le lot est rappelé',
    'pas fini, je reprends',
  ])('is asked about when its last words take it back: « %s »', (typed) => {
    expect(decideAsking({ ...act, typed }, care, undefined)).toEqual(['unsure'])
  })

  it.each([
    'Pas de lot en vente.',
    'Aucun malade, aucun retrait de plus',
    'lots:L1 pam:non',
    'Le lot n’existe pas',
    'Le labo ne répond pas encore',
    'Retrait fait : non',
    'Le labo attend les résultats de demain',
    'Avez-vous le lot ?',
    'Non-conformité levée : le lot repart',
    'Non conforme, lot retiré',
    'Merci de retirer le lot L2',
  ])('is not when they do not: « %s »', (typed) => {
    expect(decideAsking({ ...act, typed }, care, undefined)).toEqual([])
  })

  it('is asked about when it ends something for others, however few they are', () => {
    const withdrawal = { ...act, told: 0, asks: ['withdraws'] as const }
    expect(decideAsking(withdrawal, care, undefined)).toEqual(['withdraws'])
    expect(decideAsking({ ...act, leaving: 1 }, care, undefined)).toEqual(['cuts-off'])
    expect(decideAsking(withdrawal, care, { told: 0, version: 3 })).toEqual([])
  })

  it('is asked about when its values are questions', () => {
    for (const typed of ['marque:?', 'lots:L1 ?'])
      expect(decideAsking({ ...act, text: undefined, typed }, care, undefined)).toEqual(['unsure'])
    expect(decideAsking({ ...act, typed: 'Avez-vous le lot ?' }, care, undefined)).toEqual([])
  })

  it('is asked about after many others', () => {
    expect(decideAsking(act, { ...care, acts: 20 }, undefined)).toEqual(['haste'])
  })

  it('is done once confirmed, unless the event or the audience is not what was shown', () => {
    const hurried = { ...care, acts: 59 }
    expect(decideAsking({ ...act, told: 34, text: '.' }, hurried, { told: 34, version: 3 })).toEqual([])
    expect(decideAsking({ ...act, told: 39 }, care, { told: 34, version: 3 })).toEqual([])
    expect(decideAsking({ ...act, told: 3 }, care, { told: 34, version: 3 })).toEqual([])
    expect(decideAsking({ ...act, told: 42 }, care, { told: 34, version: 3 })).toEqual(['grew'])
    expect(decideAsking({ ...act, told: 34 }, care, { told: 34, version: 2 })).toEqual(['changed'])
  })
})
