import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { readEdit } from '#bot/grammar/edit-sentence.ts'
import { match } from '#bot/grammar/match.ts'
import { kinds } from '#core/kinds/kinds.ts'

const { fields } = kinds['food-product']

describe('a sentence that adds a value or takes it away', () => {
  it.each([
    ['enlever le lot L1 de A-2026.1', 'A-2026.1', 'lot:"retirer L1"'],
    ['peux-tu retirer le lot L1 de la fiche A-2026.1 stp', 'A-2026.1', 'lot:"retirer L1"'],
    ['retirer lot L1', undefined, 'lot:"retirer L1"'],
    ['retirer un lot', undefined, 'lot:"retirer"'],
    ['retirer la DLC 12/12/2026 de A-2026.1', 'A-2026.1', 'lot:"retirer DLC 12/12/2026"'],
    ['supprimer l’établissement Carrefour de A-2026.1', 'A-2026.1', 'établissement:"retirer Carrefour"'],
    [
      'ajouter à la description de A-2026.1 : encore un malade',
      'A-2026.1',
      'description:"ajouter encore un malade"',
    ],
    ['ajouter à la description : encore un malade', undefined, 'description:"ajouter encore un malade"'],
    ['Ajouter L3 aux lots de A-2026.1', 'A-2026.1', 'lot:"ajouter L3"'],
    ['ajoute la souche S12 à A-2026.1', 'A-2026.1', 'souche:"ajouter S12"'],
  ])('%s', (text, number, changes) => {
    expect(readEdit(text, fields)).toMatchObject({
      ...(number === undefined ? {} : { number }),
      changes,
      asksHow: false,
    })
  })

  it.each([
    'retirer A-2026.12 Fausse alerte : résultat démenti par le laboratoire.',
    'retirer la fiche A-2026.1 car le lot est sain',
    'retirer A-2026.2 lot erroné',
    'supprimer mes abonnements',
    'ajouter une note A-2026.1 le lot est parti',
    'retirer la description',
    'retirer le lot du marché',
    'Ajouter du sel',
    'le lot L1 est à retirer',
  ])('is another sentence: %s', (text) => {
    expect(readEdit(text, fields)).toBeUndefined()
  })

  it('is said as `modifier` says it, and only named when it asks how', () => {
    expect(match(commands, 'enlever le lot L1 de A-2026.1')).toMatchObject({
      type: 'ready',
      command: { name: 'modifier' },
      given: { number: 'A-2026.1', changes: 'lot:"retirer L1"' },
    })
    expect(match(commands, 'comment retirer le lot L1 de A-2026.1 ?')).toMatchObject({
      type: 'unknown',
      suggestions: [],
      retype: ['modifier A-2026.1 lot:"retirer L1"'],
    })
  })
})
