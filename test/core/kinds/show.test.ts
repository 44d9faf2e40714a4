import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foodProduct } from '#core/kinds/food-product.ts'
import { type Fields, views } from '#core/kinds/kind.ts'
import { changesBetween, fieldsIn, shownFields } from '#core/kinds/show.ts'
import { arbitraryFields } from './arbitrary-fields.ts'
import { fullFields } from './food-example.ts'

describe('the views of a food product', () => {
  it('show type, danger, product category and date in a teaser, and what it is called to restricted readers', () => {
    const labels = (view: 'teaser' | 'restricted') =>
      shownFields(foodProduct, fullFields, view).map(({ label }) => label)
    const teaser = ['Type d’évènement', 'Catégorie de danger', 'Catégorie de produit', 'Date de réception']
    expect(labels('teaser')).toEqual(teaser)
    expect(labels('restricted')).toEqual([
      ...teaser,
      'Dénomination',
      'Marque',
      'Lots, DLC ou DDM',
      'Actions engagées',
    ])
  })

  it('each include the one before it, and the full one shows everything', () => {
    const [teaser, restricted, full] = views.map((view) => fieldsIn(foodProduct, view))
    expect(restricted).toEqual(expect.arrayContaining([...(teaser ?? [])]))
    expect(full).toEqual(foodProduct.fields)
    expect(shownFields(foodProduct, fullFields, 'full').length).toBe(Object.keys(fullFields).length)
  })

  it('never show the name of an establishment below the full view', () => {
    fc.assert(
      fc.property(arbitraryFields(foodProduct), (fields) => {
        const hidden = foodProduct.fields.filter((field) => field.view === 'full').map((field) => field.label)
        for (const { label } of shownFields(foodProduct, fields, 'restricted'))
          expect(hidden).not.toContain(label)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the words of a value', () => {
  const shown = Object.fromEntries(
    shownFields(foodProduct, fullFields, 'full').map(({ label, value }) => [label, value]),
  )

  it('are labels for codes and a French date for a day', () => {
    expect(shown['Type d’évènement']).toBe('Alerte produit nationale')
    expect(shown['Catégorie de danger']).toBe('Listeria monocytogenes')
    expect(shown['Date de réception']).toBe('20 novembre 2026')
    expect(shown.Unité).toBe('UFC/g')
  })

  it('are the name, the numbers, the place and the role of an establishment', () => {
    expect(shown.Établissements).toBe(
      'Fromagerie de l’Orée (SIRET 123\u00a0456\u00a0782\u00a000010, agrément 34.123.001), Lodève, Hérault, ' +
        'producteur, survenue de la non-conformité\u202f; Distribuzione Po, Italie',
    )
  })

  it('are left out when there is no value', () => {
    expect(shownFields(foodProduct, { brand: 'X' }, 'full')).toEqual([{ label: 'Marque', value: 'X' }])
  })
})

describe('the changes between two versions', () => {
  it('tell each change in words, a cleared field as nothing', () => {
    const before: Fields = { brand: 'A', dangerCategory: 'histamine', strains: ['1', '2'] }
    const after: Fields = { brand: 'B', strains: ['2', '3'], receptionDate: '2026-11-01' }
    expect(changesBetween(foodProduct, before, after, 'full')).toEqual([
      { field: 'dangerCategory', label: 'Catégorie de danger', before: 'Histamine', after: '' },
      { field: 'receptionDate', label: 'Date de réception', before: '', after: '1er novembre 2026' },
      { field: 'brand', label: 'Marque', before: 'A', after: 'B' },
      { field: 'strains', label: 'Références des souches', before: '1, 2', after: '2, 3' },
    ])
    expect(changesBetween(foodProduct, before, after, 'teaser').map(({ field }) => field)).toEqual([
      'dangerCategory',
      'receptionDate',
    ])
  })

  it('are none between a version and its copy, whatever the order of the parts of an establishment', () => {
    fc.assert(
      fc.property(arbitraryFields(foodProduct), (fields) => {
        expect(changesBetween(foodProduct, fields, structuredClone(fields), 'full')).toEqual([])
      }),
      { numRuns: 30 },
    )
    const before: Fields = { establishments: [{ name: 'A', city: 'B' }] }
    const after: Fields = { establishments: [{ city: 'B', name: 'A' }] }
    expect(changesBetween(foodProduct, before, after, 'full')).toEqual([])
  })

  it('name each changed field once, and no other', () => {
    const both = fc.tuple(arbitraryFields(foodProduct), arbitraryFields(foodProduct))
    fc.assert(
      fc.property(both, ([before, after]) => {
        const told = changesBetween(foodProduct, before, after, 'full').map(({ field }) => field)
        const changed = foodProduct.fields
          .map((field) => field.name)
          .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
        expect(told).toEqual(changed)
      }),
      { numRuns: 50 },
    )
  })
})
