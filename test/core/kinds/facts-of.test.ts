import { describe, expect, it } from 'vitest'
import { facets } from '#core/kinds/facets.ts'
import { factsOf } from '#core/kinds/facts-of.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import { dayNumber } from '#core/query/facts.ts'
import { parseQuery } from '#core/query/parse.ts'
import { printQuery } from '#core/query/print.ts'
import { fullSource, leastFields } from './food-example.ts'

const facts = factsOf(fullSource)

describe('the facets', () => {
  it.each(facets.all)('have an example that can be asked, printed and asked again: $example', (facet) => {
    const query = parseQuery(facet.example, facets)
    expect(query).toMatchObject({ facet: facet.name })
    expect(parseQuery(printQuery(query), facets)).toEqual(query)
  })

  it('are all that the fields of a kind feed', () => {
    for (const kind of Object.values(kinds))
      for (const field of kind.fields)
        if (field.facet !== undefined) expect(facets.get(field.facet)?.name).toBe(field.facet)
  })

  it('suggest a value for one that is misspelt, in words that can be asked', () => {
    for (const [facet, written] of [
      ['danger', 'listeira'],
      ['produit', 'camenbert'],
      ['etat', 'ouver'],
      ['dept', 'Herautl'],
      ['type', 'alerte natonale'],
    ] as const) {
      const values = facets.get(facet)?.values
      const [suggested = ''] = values?.suggest(written, 3) ?? []
      expect(values?.find(written)).toEqual([])
      expect(values?.find(suggested).length).toBeGreaterThan(0)
    }
  })
})

describe('the facts of an event', () => {
  it('carry what rights ask for: state, domain and structure', () => {
    expect(facts.keys).toEqual(expect.arrayContaining(['etat:open', 'domaine:food', 'structure:ddpp-30']))
  })

  it('carry a key for every value, ancestors, region and SIREN included, and nothing else', () => {
    expect(facts.keys).toEqual([
      'actions:rappel',
      'agrement:34-123-001',
      'animaux:non',
      'cluster:ct4286',
      'commune:lodeve',
      'danger:bacterie',
      'danger:listeria',
      'danger:listeria-monocytogenes',
      'dept:30',
      'dept:34',
      'domaine:food',
      'etat:open',
      'fiche:food-product',
      'maestro:pspc-2026-114',
      'marque:ferme-de-l-oree',
      'numero:A-2026.12',
      'pam:oui',
      'pays:FR',
      'pays:IT',
      'produit:fromage-cru',
      'produit:fromage-cru-croute-fleurie',
      'produit:produit-laitier',
      'rappel:2026-06-0123',
      'rasff:2026-1234',
      'region:76',
      'siren:123456782',
      'siret:123456782',
      'siret:12345678200010',
      'souche:23-l-0451',
      'source:autocontrole-produit',
      'structure:ddpp-30',
      'temperature:refrigere',
      'type:alerte-nationale',
    ])
  })

  it('count days as they are in Paris', () => {
    expect(facts.numbers).toEqual({
      // 23:30 UTC on the 20th is already the 21st in Paris.
      cree: [dayNumber('2026-11-21')],
      date: [dayNumber('2026-11-21')],
      maj: [dayNumber('2026-11-22')],
      recu: [dayNumber('2026-11-20')],
    })
  })

  it('date a draft by its creation', () => {
    const draft = factsOf({
      ...fullSource,
      state: 'draft',
      createdAt: new Date('2026-10-01T10:00:00Z'),
      publishedAt: null,
    })
    expect(draft.numbers.date).toEqual([dayNumber('2026-10-01')])
  })

  it('weigh names most, then descriptions, then the rest, then the journal', () => {
    expect(facts.text.A).toContain('Brie de Meaux')
    expect(facts.text.A).toContain('A-2026.12')
    expect(facts.text.A).toContain('Listeria monocytogenes')
    expect(facts.text.B).toContain('Autocontrôle défavorable')
    expect(facts.text.B).toContain('L2381')
    expect(facts.text.C).toContain('Fromagerie de l’Orée Lodève 12345678200010 123456782 00010 123')
    expect(facts.text.C).toContain('00010 34.123.001 producteur')
    expect(facts.text.C).toContain('Distribuzione Po Italie')
    expect(facts.text.C).toContain('Bactérie')
    expect(facts.text.D).toBe('Le distributeur a confirmé le retrait.')
  })

  it('are found by the other names of the danger, not by the neighbours of the product', () => {
    const botulism = factsOf({
      ...fullSource,
      fields: {
        ...leastFields,
        dangerCategory: 'clostridium-botulinum',
        productCategory: 'fromage-cru-croute-fleurie',
      },
    })
    const found = (text: string) => matches(parseQuery(text, facets), prepareFacts(botulism), '2026-11-22')
    expect(found('botulisme')).toBe(true)
    expect(found('coulommiers')).toBe(false)
    expect(found('produit:coulommiers')).toBe(true)
  })

  it('are found by the names of their places, which nobody writes in an address', () => {
    const source = factsOf({
      ...fullSource,
      fields: { ...leastFields, establishments: [{ name: 'Charcuterie Roux', city: 'Rodez', dept: '12' }] },
    })
    const found = (text: string) => matches(parseQuery(text, facets), prepareFacts(source), '2026-11-22')
    for (const text of ['gard', 'Aveyron', 'occitanie', 'charcuterie dans l’aveyron'])
      expect(found(text)).toBe(true)
    for (const text of ['hérault', 'bretagne']) expect(found(text)).toBe(false)
  })

  it('without a structure in a département have no place of their own', () => {
    const source = { ...fullSource, structure: { code: 'mus', label: 'MUS', region: null, dept: null } }
    const keys = factsOf({ ...source, fields: leastFields }).keys
    expect(keys.filter((key) => /^(dept|region):/.test(key))).toEqual([])
  })

  it.each([
    'danger:bactérie',
    'danger:listeria produit:fromage',
    'siren:"123 456 782"',
    'siren:123 456 782 00010 danger:bactérie',
    'siret:123 456 782',
    'siret:123 456 782 00010',
    'siret:123-456-782-00010',
    'siret:123.456.782.00010',
    'siret:12345678200010 fromagerie',
    '123 456 782 00010',
    '123\u00a0456\u00a0782\u00a000010',
    '123\u202f456\u202f782\u202f00010',
    '123-456-782-00010',
    '123.456.782.00010',
    '123456782 00010',
    '123456782-00010',
    '"123 456 782 00010"',
    '12345678200010',
    '123 456 782',
    '123456782',
    'dept:Hérault région:occitanie',
    'pays:italie',
    'reçu:2026-11-20',
    'depuis:2026-11-21',
    'structure:DDPP-30',
    'marque:"FERME DE L\'OREE"',
    'numéro:a-2026.12',
    'rappel:2026-06-0123 rasff:2026.1234 agrément:34.123.001',
    '"brie de meaux" fromagerie',
  ])('answer %s', (text) => {
    expect(matches(parseQuery(text, facets), prepareFacts(facts), '2026-11-22')).toBe(true)
  })

  it.each([
    'siret:123 456 782 00028',
    '123 456 783 00010',
    'danger:salmonella',
    'dept:75',
    'état:clos',
    'avant:2026-11-21',
    'domaine:végétaux',
  ])('do not answer %s', (text) => {
    expect(matches(parseQuery(text, facets), prepareFacts(facts), '2026-11-22')).toBe(false)
  })
})
