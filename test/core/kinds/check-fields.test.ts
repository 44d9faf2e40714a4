import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkFields } from '#core/kinds/check-fields.ts'
import { foodProduct } from '#core/kinds/food-product.ts'
import type { Fields } from '#core/kinds/kind.ts'
import { kindOf, kinds } from '#core/kinds/kinds.ts'
import { type Issue, isRefusal } from '#core/refusal.ts'
import { arbitraryFields } from './arbitrary-fields.ts'
import { fullFields, leastFields } from './food-example.ts'

const today = '2026-11-22'

/** The issues of a refusal as people read them; `[]` when the fields are taken. */
function issuesOf(
  fields: Readonly<Record<string, unknown>>,
  stage: 'draft' | 'published' = 'draft',
): readonly Issue[] {
  return refusedIssues(fields, stage).map(({ at, seen, rule }) => ({ at, seen, rule }))
}

/** Input from outside has no type yet. */
function refusedIssues(
  fields: Readonly<Record<string, unknown>>,
  stage: 'draft' | 'published' = 'draft',
): readonly Issue[] {
  const written: Fields = JSON.parse(JSON.stringify(fields))
  try {
    checkFields(foodProduct, written, stage, today)
    return []
  } catch (error) {
    if (isRefusal(error, 'fields-invalid')) return error.facts.issues
    throw error
  }
}

describe('the fields of a food product', () => {
  it('are refused with a JSON Pointer to each fault, for programs', () => {
    const pointers = (fields: Readonly<Record<string, unknown>>) =>
      refusedIssues(fields).map(({ pointer }) => pointer)
    expect(pointers({ 'a/b~c': 1, receptionDate: '2026-11-23' })).toEqual(['/a~1b~0c'])
    expect(pointers({ receptionDate: '2026-11-23', readyToEat: 'oui' })).toEqual([
      '/receptionDate',
      '/readyToEat',
    ])
    expect(pointers({ establishments: [{ name: 'X' }, { name: 'Y', siret: '1', couleur: 'bleu' }] })).toEqual(
      ['/establishments/1/siret', '/establishments/1/couleur'],
    )
  })

  it('are taken when complete, and kept as they are', () => {
    expect(checkFields(foodProduct, fullFields, 'published', today)).toEqual(fullFields)
    expect(checkFields(foodProduct, leastFields, 'published', today)).toEqual(leastFields)
    expect(checkFields(foodProduct, {}, 'draft', today)).toEqual({})
  })

  it('are refused for publication without type, reception date, source and description, each named', () => {
    expect(issuesOf({}, 'published')).toEqual([
      { at: 'Type d’évènement', seen: '', rule: 'obligatoire' },
      { at: 'Date de réception', seen: '', rule: 'obligatoire' },
      { at: 'Source', seen: '', rule: 'obligatoire' },
      { at: 'Description', seen: '', rule: 'obligatoire' },
    ])
  })

  it.each(['draft', 'published'] as const)(
    'are refused (%s) with a reception date after today, and taken today',
    (stage) => {
      expect(issuesOf({ ...leastFields, receptionDate: '2026-11-23' }, stage)).toEqual([
        { at: 'Date de réception', seen: '2026-11-23', rule: 'ne peut pas être dans le futur' },
      ])
      expect(issuesOf({ ...leastFields, receptionDate: today }, stage)).toEqual([])
    },
  )

  it('are judged by the day they are checked on, not by the day of an earlier check', () => {
    const schema = foodProduct.publishedSchema('2026-11-19')
    expect(schema.safeParse(leastFields).success).toBe(false)
    expect(foodProduct.publishedSchema('2026-11-20').safeParse(leastFields).success).toBe(true)
    expect(schema.safeParse(leastFields).success).toBe(false)
  })

  it.each(['draft', 'published'] as const)(
    'are refused (%s) when ready to eat is answered without a bacterial danger',
    (stage) => {
      const refusal = [
        { at: 'Produit prêt à manger', seen: 'oui', rule: 'seulement pour un danger bactérien' },
      ]
      expect(issuesOf({ ...leastFields, readyToEat: 'oui' }, stage)).toEqual(refusal)
      expect(issuesOf({ ...leastFields, readyToEat: 'oui', dangerCategory: 'histamine' }, stage)).toEqual(
        refusal,
      )
      expect(issuesOf({ ...leastFields, readyToEat: 'oui', dangerCategory: 'bacterie' }, stage)).toEqual([])
      expect(
        issuesOf({ ...leastFields, readyToEat: 'oui', dangerCategory: 'salmonella-dublin' }, stage),
      ).toEqual([])
    },
  )

  it.each([
    ['receptionDate', '2026-02-30', 'Date de réception', 'une date du calendrier, de la forme 2026-11-22'],
    ['receptionDate', 12, 'Date de réception', 'une date du calendrier, de la forme 2026-11-22'],
    ['brand', '   ', 'Marque', 'un texte de 1 à 512 caractères'],
    ['brand', ['x'], 'Marque', 'un texte de 1 à 512 caractères'],
    ['animalFeed', 'peut-etre', 'Aliments pour animaux', 'une de ces valeurs : oui, non, inconnu'],
    ['recallNumbers', [], 'Numéros Rappel Conso', 'de 1 à 50 valeurs'],
    ['recallNumbers', 'x', 'Numéros Rappel Conso', 'une liste'],
    ['establishments', [], 'Établissements', 'de 1 à 50 établissements'],
  ])('are refused with the rule of the field: %s %j', (name, value, at, rule) => {
    const seen = typeof value === 'string' ? value.trim() : JSON.stringify(value)
    expect(issuesOf({ [name]: value })).toEqual([{ at, seen, rule }])
  })

  it('are refused with a code that no list has, and the nearest ones', () => {
    expect(issuesOf({ dangerCategory: 'listeria-monocytogene' })).toEqual([
      {
        at: 'Catégorie de danger',
        seen: 'listeria-monocytogene',
        rule: 'un code de la nomenclature « Catégories de danger », par exemple listeria-monocytogenes',
      },
    ])
  })

  it('name the place in a list of what is wrong', () => {
    expect(issuesOf({ recallNumbers: ['2026-06-0123', '2026-6-123'] })).toEqual([
      {
        at: 'Numéros Rappel Conso, n°\u00a02',
        seen: '2026-6-123',
        rule: 'un numéro de la forme 2026-06-0123',
      },
    ])
    const establishments = [
      { name: 'A', siret: '12345678200011' },
      { siret: '12345678200010', approval: '34-123', dept: '99', country: 'XX', position: 'x', phone: '04' },
    ]
    expect(issuesOf({ establishments }).map(({ at, seen }) => [at, seen])).toEqual([
      ['Établissements, n°\u00a01, SIRET', '12345678200011'],
      ['Établissements, n°\u00a02, Raison sociale', ''],
      ['Établissements, n°\u00a02, Numéro d’agrément', '34-123'],
      ['Établissements, n°\u00a02, Département', '99'],
      ['Établissements, n°\u00a02, Pays', 'XX'],
      ['Établissements, n°\u00a02, Position dans le dossier', 'x'],
      ['Établissements, n°\u00a02, phone', '04'],
    ])
  })

  it('refuse an unknown field, with the nearest one', () => {
    expect(issuesOf({ marqe: 'X', zzzzzzzz: 1 })).toEqual([
      { at: 'marqe', seen: 'X', rule: 'champ inconnu, le plus proche est « brand »' },
      { at: 'zzzzzzzz', seen: '1', rule: 'champ inconnu' },
    ])
  })

  it('are bounded in length and number', () => {
    expect(issuesOf({ brand: 'x'.repeat(512), description: 'x'.repeat(20_000) })).toEqual([])
    expect(issuesOf({ brand: 'x'.repeat(513) })[0]?.at).toBe('Marque')
    expect(issuesOf({ description: 'x'.repeat(20_001) })[0]?.at).toBe('Description')
    expect(issuesOf({ strains: Array(51).fill('x') })[0]?.rule).toBe('de 1 à 50 valeurs')
    expect(issuesOf({ establishments: Array(51).fill({ name: 'x' }) })[0]?.rule).toBe(
      'de 1 à 50 établissements',
    )
    expect(issuesOf({ brand: 'x'.repeat(10_000) })[0]?.seen.length).toBeLessThan(100)
  })

  it('have the département that the postcode or the commune of an establishment says, whoever writes them', () => {
    const deptOf = (place: Readonly<Record<string, string>>) =>
      checkFields(foodProduct, { establishments: [{ name: 'X', ...place }] }, 'draft', today).establishments
    expect(deptOf({ postalCode: '13001', city: 'Marseille' })).toMatchObject([{ dept: '13' }])
    expect(deptOf({ city: 'Lodève' })).toMatchObject([{ dept: '34' }])
    expect(deptOf({ postalCode: '06560', city: 'Sophia Antipolis', country: 'FR' })).toMatchObject([
      { dept: '06' },
    ])
    for (const place of [{ city: 'Saint-Martin' }, { postalCode: '33100', city: 'Udine', country: 'IT' }, {}])
      expect(deptOf(place)).toEqual([{ name: 'X', ...place }])
  })

  it('are kept clean: nothing that cannot be seen, one space where there are several, numbers without spaces', () => {
    const fields = {
      brand: ' Ferme  de \u202E l’Ore\u0301e\u200B ',
      description: ' a\r\nb\u00AD ',
      establishments: [{ name: 'X', siret: '123 456 782 00010', approval: 'FR 2a.004.001 CE' }],
    }
    expect(checkFields(foodProduct, fields, 'draft', today)).toEqual({
      brand: 'Ferme de l’Orée',
      description: 'a\nb',
      establishments: [{ name: 'X', siret: '12345678200010', approval: '2A.004.001' }],
    })
  })

  it('are refused as a request, with the place and the character, when one has what no text may have', () => {
    const refused = (fields: Fields): unknown => {
      try {
        return checkFields(foodProduct, fields, 'draft', today)
      } catch (error) {
        if (isRefusal(error, 'input-invalid'))
          return error.facts.issues.map(({ at, seen, rule }) => [at, seen, rule])
        throw error
      }
    }
    expect(refused({ brand: 'Ferme\u0000', strains: ['a', 'b\nc'] })).toEqual([
      ['/fields/brand', 'Ferme<U+0000>', 'le caractère U+0000, au rang 6, n’est pas admis'],
      ['/fields/strains/1', 'b<U+000A>c', 'le caractère U+000A, au rang 2, n’est pas admis'],
    ])
    expect(refused({ establishments: [{ name: 'X', siret: '123\uD800' }] })).toEqual([
      ['/fields/establishments/0/siret', '123<U+D800>', 'le caractère U+D800, au rang 4, n’est pas admis'],
    ])
  })

  it('are not cleaned any further by a second check, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryFields(foodProduct), (fields) => {
        const { readyToEat: _, ...rest } = fields
        const once = checkFields(foodProduct, rest, 'draft', today)
        expect(checkFields(foodProduct, once, 'draft', today)).toEqual(once)
        expect(Object.keys(once).sort()).toEqual(Object.keys(rest).sort())
      }),
      { numRuns: 50 },
    )
  })
})

describe('the kinds', () => {
  it('are found by code, and refused by an unknown one with those that are known', () => {
    expect(kindOf('food-product')).toBe(foodProduct)
    expect(() => kindOf('toString')).toThrow('kind-not-found')
  })

  it.each(Object.values(kinds))('name and word each field once, and ask for it: $label', (kind) => {
    const names = kind.fields.map((field) => field.name)
    expect(new Set(names).size).toBe(names.length)
    const words = kind.fields.flatMap((field) => [
      ...new Set([...field.words.map((word) => word.toLowerCase())]),
    ])
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
    for (const field of kind.fields) expect(field.question).toMatch(/(\u202f\?|\.)$/)
  })

  it.each(Object.values(kinds))('can be told as JSON Schema, for programs: $label', (kind) => {
    const schema = z.toJSONSchema(kind.draftSchema, { io: 'input' })
    expect(Object.keys(schema.properties ?? {})).toEqual(kind.fields.map((field) => field.name))
    expect(schema.additionalProperties).toBe(false)
  })
})

describe('the title of a food product', () => {
  it('is the danger, the product and its brand, with what is known', () => {
    expect(foodProduct.title(fullFields)).toBe('Listeria monocytogenes, Brie de Meaux (Ferme de l’Orée)')
    expect(
      foodProduct.title({ dangerCategory: 'escherichia-coli-stec', productCategory: 'vh-volaille' }),
    ).toBe('Escherichia coli shigatoxinogène, VH - Volaille')
    expect(foodProduct.title({ denomination: 'Reblochon' })).toBe('Reblochon')
    expect(foodProduct.title({})).toBe('Produit à préciser')
  })
})
