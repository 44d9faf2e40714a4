import { describe, expect, it } from 'vitest'
import type { Facet } from '#core/query/facet.ts'
import { facetTable } from '#core/query/facet-table.ts'
import { table } from './table.ts'

const facet = (name: string, words: readonly string[] = []): Facet => ({
  name,
  words,
  label: name,
  type: 'code',
  example: '',
})

describe('the table of facets', () => {
  it('finds a facet by any of its names, whatever the accents, case and spaces', () => {
    for (const written of ['recu', 'Reçu', 'date de réception', 'DATE-DE-RECEPTION'])
      expect(table.get(written)?.name).toBe('recu')
    expect(table.get('nulle part')).toBeUndefined()
    expect(table.get('constructor')).toBeUndefined()
  })

  it('suggests the names that are near, and those that begin alike', () => {
    expect(table.suggest('dnager', 3)).toEqual(['danger'])
    expect(table.suggest('prod', 3)).toEqual(['produit'])
    expect(table.suggest('zzzzzz', 3)).toEqual([])
  })

  it('refuses two facets of one name when it is made', () => {
    expect(() => facetTable([facet('etat', ['state']), facet('pays', ['STATE'])])).toThrow('etat and pays')
    expect(() => facetTable([facet('…')])).toThrow('at least one letter')
  })
})
