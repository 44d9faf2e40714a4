import { describe, expect, it } from 'vitest'
import { kinds } from '#core/kinds/kinds.ts'
import { readField } from '#core/kinds/read-field.ts'

const { fields } = kinds['food-product']
function suggested(name: string, written: string): readonly string[] {
  const field = fields.find((one) => one.name === name)
  const read = field === undefined ? undefined : readField(field, written, '2026-11-23')
  return read === undefined || read.ok ? [] : read.suggestions
}

describe('what is suggested for a value that cannot be read', () => {
  it.each([
    ['source', 'pas de lot', 'Investigation de cas ou TIAC'],
    ['dangerCategory', 'pas de lot', 'Défaut de pasteurisation'],
    ['dangerCategory', 'rien', 'Prion'],
    ['dangerCategory', 'une autre fois', 'Autre additif (yc additif non autorisé en UE)'],
  ])('is nothing that only shares a « de » or two letters of it: %s « %s »', (name, written, far) => {
    // Of a short list, all is shown: it guesses nothing.
    const all = suggested(name, written)
    if (all.length === 1) expect(all).not.toEqual([far])
    expect(all[0]).not.toBe(far)
  })

  it.each([
    ['dangerCategory', 'listeira', /^Listeria/],
    ['dangerCategory', 'samonelle', /^Salmonel/],
    ['source', 'autocontrole prodit', /^Autocontrôle/],
  ])('is still what was mistyped: %s « %s »', (name, written, near) => {
    expect(suggested(name, written).join('\n')).toMatch(near)
  })
})
