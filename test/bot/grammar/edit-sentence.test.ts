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
    [
      'ajoute le lot 24-117 et enlève le 24-131 de A-2026.1',
      'A-2026.1',
      'lot:"ajouter 24-117, retirer 24-131"',
    ],
    ['ajoute le lot 16 et le lot 17 à A-2026.10', 'A-2026.10', 'lot:"ajouter 16, ajouter 17"'],
    ['ajoute le lot 16 et la souche S12 à A-2026.1', 'A-2026.1', 'lot:"ajouter 16" souche:"ajouter S12"'],
    ['ajoute le lot L104 a la fiche', undefined, 'lot:"ajouter L104"'],
    ['remplace le lot B12 par B15 sur A-2026.1', 'A-2026.1', 'lot:"remplacer B12 par B15"'],
    ['enlève tous les lots de A-2026.1 sauf 24-118', 'A-2026.1', 'lot:"retirer tous sauf 24-118"'],
    ['enlève tous les lots sauf 24-118 de A-2026.1', 'A-2026.1', 'lot:"retirer tous sauf 24-118"'],
    ['enleve les 2 etablissements de A-2026.10', 'A-2026.10', 'établissement:"retirer les 2"'],
    [
      'ajoute l’établissement Durand, Lot 12 zone artisanale, 34200 Sète à A-2026.1',
      'A-2026.1',
      'établissement:"ajouter Durand, Lot 12 zone artisanale, 34200 Sète"',
    ],
    [
      'ajouter à la description de A-2026.1 : le lot 12 et le lot 13, retirer tout',
      'A-2026.1',
      'description:"ajouter le lot 12 et le lot 13, retirer tout"',
    ],
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
    'ajoute le lot 16 chez le fabricant à A-2026.1',
    'ajoute le lot 1 à A-2026.1 et le lot 2 à A-2026.2',
    'remplace le lot B12 sur A-2026.1',
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
