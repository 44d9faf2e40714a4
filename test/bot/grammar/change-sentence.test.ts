import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { readChange, recordChanged } from '#bot/grammar/change-sentence.ts'
import { match } from '#bot/grammar/match.ts'
import { kinds } from '#core/kinds/kinds.ts'

const { fields } = kinds['food-product']

describe('a sentence of pairs, a verb and a record', () => {
  it.each([
    ['ajouter lots:L16 à A-2026.1', 'A-2026.1', 'lot:"ajouter L16"'],
    ['ajoute lots:"L1, L2" et souches:S3', undefined, 'lot:"ajouter L1, L2" souche:"ajouter S3"'],
    ['enlève lots:L1 de la fiche A-2026.1', 'A-2026.1', 'lot:"retirer L1"'],
    ['mets lots:L14 sur A-2026.1', 'A-2026.1', 'lots:L14'],
    ['modifie aussi lots:L15 de A-2026.1 svp', 'A-2026.1', 'lots:L15'],
    ['sur A-2026.1, corrige lots:L1,L2', 'A-2026.1', 'lots:L1,L2'],
    ['remplacer lots:L1 par L2 sur A-2026.1', 'A-2026.1', 'lot:"remplacer L1 par L2"'],
    ['A-2026.1 : lots:L12 marque:"Ferme Y"', 'A-2026.1', 'lots:L12 marque:"Ferme Y"'],
  ])('%s', (text, number, changes) => {
    expect(readChange(text, fields)).toMatchObject({ ...(number === undefined ? {} : { number }), changes })
  })

  it.each([
    'modifier A-2026.1 lots:L9',
    'mets lots:L14',
    'note A-2026.1 lots:L1',
    'ne mets pas lots:L14 sur A-2026.1',
    'ajouter lots:L1 à A-2026.1 ou A-2026.2',
    'ajouter lots:L1 à A-2026.1…',
    'retirer A-2026.1 lots:L1 erronés',
    'remplacer lots:L1 sur A-2026.1',
  ])('is another sentence: %s', (text) => {
    expect(readChange(text, fields)).toBeUndefined()
  })

  it('is said as `modifier` says it; without a verb, or a field, it is only proposed', () => {
    for (const [text, changes] of [
      ['mets lots:L14 sur A-2026.1', 'lots:L14'],
      ['pour A-2026.1 ajoute le lot L13', 'lot:"ajouter L13"'],
      ['dans A-2026.1, ajoute les lots L18 et L19', 'lot:"ajouter L18 et L19"'],
    ] as const)
      expect(match(commands, text), text).toMatchObject({
        type: 'ready',
        command: { name: 'modifier' },
        given: { number: 'A-2026.1', changes },
      })
    for (const [text, sentence] of [
      ['A-2026.1 lots:L12', 'modifier A-2026.1 lots:L12'],
      ['ajoute aussi L11 à la fiche A-2026.1', 'modifier A-2026.1 lot:"ajouter L11"'],
    ] as const)
      expect(match(commands, text), text).toMatchObject({
        type: 'unknown',
        suggestions: [],
        retype: [sentence],
      })
  })

  it('names the record that a line of pairs is of', () => {
    expect(recordChanged('mets donc bien lots:L14 dans la A-2026.1', fields)).toBe('A-2026.1')
    expect(recordChanged('ajouter je crois que c’est bien lots:L1 A-2026.1', fields)).toBe('A-2026.1')
    for (const text of [
      'deux malades à Sète comme dans A-2026.1 le mois dernier, lots:L4',
      'Produit : brie\nVoir aussi A-2026.1',
      'description:"voir A-2026.1"',
      'lié à A-2026.1',
    ])
      expect(recordChanged(text, fields), text).toBeUndefined()
  })
})
