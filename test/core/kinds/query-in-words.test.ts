import { describe, expect, it } from 'vitest'
import { facets } from '#core/kinds/facets.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { parseQuery } from '#core/query/parse.ts'
import { printQuery } from '#core/query/print.ts'

const kept = (text: string) => printQuery(parseQuery(text, facets))

describe('a query that is shown', () => {
  it.each([
    ['région:occitanie', 'région:Occitanie'],
    ['region:76', 'région:Occitanie'],
    ['région:"pays de la loire",bretagne', 'région:"Pays de la Loire",Bretagne'],
    ['dept:herault', 'dept:34'],
    ['danger:listeria dept:34', 'danger:listeria dept:34'],
    ['pays:italy -état:clos', 'pays:Italie -état:Clos'],
    ['domaine:food', 'domaine:"Sécurité sanitaire des aliments"'],
    ['reçu:2026-11-20', 'reçu:2026-11-20'],
    ['(région:corse OU dept:34) brie', '(région:Corse OU dept:34) brie'],
    ['depuis:2026-01-01', 'depuis:2026-01-01'],
  ])('is in the words of people: %s', (text, shown) => {
    expect(queryInWords(kept(text))).toBe(shown)
  })

  it('asks for the same when it is written again, for every value that can be asked', () => {
    for (const facet of facets.all) {
      const query = kept(facet.example)
      expect(kept(queryInWords(query))).toBe(query)
    }
    const codes = facets.all.flatMap(({ name, values }) =>
      [
        'region',
        'pays',
        'etat',
        'domaine',
        'fiche',
        'type',
        'source',
        'actions',
        'temperature',
        'pam',
      ].includes(name)
        ? [
            '76',
            '94',
            '02',
            'IT',
            'MF',
            'open',
            'closed',
            'food',
            'food-product',
            'alerte-nationale',
            'rasff',
            'rappel',
          ]
            .filter((code) => values?.find(code).includes(code) === true)
            .map((code) => `${name}:${code}`)
        : [],
    )
    expect(codes.length).toBeGreaterThan(10)
    for (const query of codes) expect(kept(queryInWords(query))).toBe(kept(query))
  })

  it('stays as it is when it can no longer be read', () => {
    expect(queryInWords('ancien:champ')).toBe('ancien:champ')
  })
})
