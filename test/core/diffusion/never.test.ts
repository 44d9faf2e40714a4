import { describe, expect, it } from 'vitest'
import { decideAlways, decideNever } from '#core/diffusion/never.ts'
import { facets } from '#core/kinds/facets.ts'
import { parseQuery } from '#core/query/parse.ts'

const never = (text: string, domains: readonly ('food' | 'plant' | 'animal')[] = ['food']) =>
  decideNever(parseQuery(text, facets), domains)?.why

describe('a subscription that nothing can satisfy', () => {
  it.each([
    'danger:listeria -danger:listeria',
    'danger:listeria -danger:bactérie',
    'danger:listeria danger:salmonella',
    'état:clos état:"en cours"',
    'numéro:A-2026.1 numéro:A-2026.2',
    'brie -brie',
    '"lait cru" -"lait cru"',
    'froma* -froma*',
    'dept:34 ("lait cru" -"lait cru")',
    'dept:34 -dept:34',
    'date:>2026-06-01 date:<2026-01-01',
    '-*',
    'domaine:végétaux danger:listeria',
    'danger:listeria domaine:animaux dept:34',
    '(danger:listeria OU danger:salmonella) danger:norovirus',
    'danger:listeria,salmonella -danger:listeria -danger:salmonella',
    'danger:listeria,salmonella danger:salmonella,norovirus danger:listeria,norovirus',
    '-domaine:aliments,végétaux,animaux',
    'reçu:hier domaine:végétaux',
    'depuis:3j avant:7j',
    'depuis:demain',
    'date:2026-03 -date:2026',
    '-état:brouillon,ouvert,clos,retiré',
  ])('contradicts itself: %s', (text) => {
    expect(never(text)).toBe('contradiction')
  })

  it.each(['état:brouillon', 'état:brouillon danger:listeria'])('asks for drafts only: %s', (text) => {
    expect(never(text)).toBe('drafts')
  })

  it.each([
    'état:retiré',
    'état:retiré dept:34',
    '-état:ouvert -état:clos',
    '-état:"en cours",clos',
    'état:retiré,brouillon',
    'état:retiré OU état:brouillon',
  ])('asks for what was withdrawn: %s', (text) => {
    expect(never(text)).toBe('withdrawn')
  })

  it.each([
    '-domaine:aliments',
    '-fiche:produit',
    'domaine:végétaux',
    'domaine:végétaux,animaux',
    'domaine:végétaux dept:34',
  ])('asks for what the agent may not see: %s', (text) => {
    expect(never(text)).toBe('domain')
  })

  it('asks for fields of kinds that the agent may not see', () => {
    expect(never('danger:listeria', ['plant'])).toBe('domain')
    expect(never('fiche:produit', ['plant'])).toBe('domain')
    expect(never('dept:34', ['plant'])).toBeUndefined()
    expect(never('domaine:végétaux', ['plant'])).toBeUndefined()
  })
})

it('is refused for a domain only when it can be named', () => {
  const found = decideNever(parseQuery('domaine:végétaux danger:listeria', facets), ['food'])
  expect(found).toEqual({ why: 'contradiction', facet: facets.get('domaine')?.label })
})

describe('a subscription that something may satisfy', () => {
  it.each([
    '*',
    'danger:listeria',
    'danger:listeria danger:bactérie',
    'danger:bactérie -danger:listeria',
    'danger:listeria,salmonella -danger:listeria',
    'danger:listeria OU danger:salmonella',
    'dept:34 dept:30',
    'région:occitanie dept:34',
    'commune:Lodève commune:Nantes',
    'rappel:2026-06-0123 rappel:2026-06-0124',
    'état:brouillon OU dept:34',
    'domaine:végétaux OU domaine:aliments',
    'date:>2026-01-01 date:<2026-06-01',
    'depuis:7j avant:2026-01-01',
    'brie -camembert',
    '-état:clos',
    'état:retiré OU dept:34',
    'état:retiré,ouvert',
    'date:2026-03 -date:2026-03-01..2026-03-30',
    'reçu:>2026-01 -reçu:2027',
    '-depuis:7j',
    'commune:Lodève -commune:Nantes',
    '"lait cru" -"lait cru de vache"',
  ])('is taken: %s', (text) => {
    expect(never(text)).toBeUndefined()
  })
})

describe('a query that every event satisfies', () => {
  it.each([
    '*',
    'dept:34 OU -dept:34',
    '-état:brouillon',
    'état:ouvert,clos',
    'domaine:aliments,végétaux,animaux',
    '-état:retiré',
  ])('is known for one: %s', (text) => {
    expect(decideAlways(parseQuery(text, facets))).toBe(true)
  })

  it.each(['dept:34', '-dept:34', 'domaine:aliments', 'état:ouvert', 'danger:bactérie OU dept:34'])(
    'is no other: %s',
    (text) => {
      expect(decideAlways(parseQuery(text, facets))).toBe(false)
    },
  )
})
