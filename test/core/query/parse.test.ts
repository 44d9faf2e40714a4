import { describe, expect, it } from 'vitest'
import { parseQuery } from '#core/query/parse.ts'
import { printQuery } from '#core/query/print.ts'
import type { Query } from '#core/query/tree.ts'
import { isRefusal, type Refusals } from '#core/refusal.ts'
import { table } from './table.ts'

const parse = (text: string) => parseQuery(text, table)
const printed = (text: string) => printQuery(parse(text))

function refusalOf(text: string): Refusals['query-invalid'] {
  try {
    parse(text)
  } catch (error) {
    if (isRefusal(error, 'query-invalid')) return error.facts
    throw error
  }
  throw new Error(`"${text}" was not refused`)
}

describe('parsing a query', () => {
  it('reads every part of the language', () => {
    expect(
      parse('danger:listeria (dept:34 OU dept:30) -état:clos depuis:2026-01-01 "lait cru" froma*'),
    ).toEqual<Query>({
      op: 'and',
      parts: [
        { op: 'key', facet: 'danger', codes: ['listeria'] },
        {
          op: 'or',
          parts: [
            { op: 'key', facet: 'dept', codes: ['34'] },
            { op: 'key', facet: 'dept', codes: ['30'] },
          ],
        },
        { op: 'not', part: { op: 'key', facet: 'etat', codes: ['closed'] } },
        { op: 'range', facet: 'date', from: { day: '2026-01-01' } },
        { op: 'text', text: 'lait cru', match: 'phrase' },
        { op: 'text', text: 'froma', match: 'prefix' },
      ],
    })
  })

  it('asks for everything when the text is empty', () => {
    expect(parse(' \u00a0 ')).toEqual({ op: 'all' })
    expect(parse('*')).toEqual({ op: 'all' })
  })

  it.each([
    ['DÉPARTEMENT:34', 'dept:34'],
    ['department:34', 'dept:34'],
    ['danger : Listeria', 'danger:listeria'],
    ['dept:34, 30,2a', 'dept:2A,30,34'],
    ['produit:"Lait cru"', 'produit:"lait cru"'],
    ['produit:« lait cru »', 'produit:"lait cru"'],
    ['date-de-réception:2026', 'recu:2026-01-01..2026-12-31'],
    ['danger:salm', 'danger:salmonella,salmonella-dublin'],
  ])('reads %s as %s', (written, meant) => {
    expect(printed(written)).toBe(meant)
  })

  it.each([
    ['lait ET cru', 'lait cru'],
    ['lait et cru ou beurre', 'lait cru OU beurre'],
    ['lait OR cru', 'lait OU cru'],
    ['NON (lait OU cru)', '-(lait OU cru)'],
    ['NOT NON lait', 'lait'],
    ['lait –cru', 'lait -cru'],
    ['lait - cru & beurre', 'lait cru beurre'],
    ['(a OU (b OU c)) ((d))', '(a OU b OU c) d'],
    ['lait non pasteurisé', 'lait non pasteurisé'],
  ])('reads the operators of %s as %s', (written, meant) => {
    expect(printed(written)).toBe(meant)
  })

  it.each([
    ['malades:>9', 'malades:>=10'],
    ['malades:< 9', 'malades:<=8'],
    ['malades:≥9', 'malades:>=9'],
    ['malades:5..10', 'malades:5..10'],
    ['malades:5', 'malades:5'],
    ['malades:-3..-1', 'malades:-3..-1'],
    ['malades:1,5..6', 'malades:1,5..6'],
  ])('reads the numbers of %s as %s', (written, meant) => {
    expect(printed(written)).toBe(meant)
  })

  it.each([
    ['depuis:2026-03', 'depuis:2026-03-01'],
    ['since:01/03/2026', 'depuis:2026-03-01'],
    ['avant:2026-03', 'date:<=2026-02-28'],
    ["jusqu'au:03/2026", 'date:<=2026-03-31'],
    ['jusqu’à:2024-02', 'date:<=2024-02-29'],
    ['après:2026', 'depuis:2027-01-01'],
    ['reçu:2026-01-01..2026-03-01', 'recu:2026-01-01..2026-03-01'],
    ['reçu:>=2026-01', 'recu:>=2026-01-01'],
    ['reçu:2026-02', 'recu:2026-02-01..2026-02-28'],
    ['reçu:hier', 'recu:hier'],
    ['reçu:7j', "recu:7j..aujourd'hui"],
    ['depuis:3sem', 'depuis:21j'],
    ['depuis:2mois', 'depuis:60j'],
    ['avant:1an', 'date:<=366j'],
    ['date:demain..+7j', 'date:demain..+7j'],
  ])('reads the dates of %s as %s', (written, meant) => {
    expect(printed(written)).toBe(meant)
  })

  it('makes a phrase of what is written in one piece', () => {
    expect(parse('A-2026.12')).toEqual({ op: 'text', text: 'A-2026.12', match: 'phrase' })
    expect(parse('sous-vide,')).toEqual({ op: 'text', text: 'sous-vide', match: 'phrase' })
    expect(parse("l'élevage")).toEqual({ op: 'text', text: "l'élevage", match: 'word' })
    expect(parse('"fromages"')).toEqual({ op: 'text', text: 'fromages', match: 'word' })
  })

  it('takes times and addresses for words', () => {
    expect(parse('10:30')).toEqual({ op: 'text', text: '10:30', match: 'phrase' })
    expect(parse('https://exemple.fr/a:b')).toMatchObject({ op: 'text', match: 'phrase' })
  })
})

describe('a text that cannot be read is refused', () => {
  it.each([
    ['lait dangr:listeria', 'unknown-field', 5, 'dangr', ['danger']],
    ['depui:2026', 'unknown-field', 0, 'depui', ['depuis']],
    ['constructor:1', 'unknown-field', 0, 'constructor', []],
    ['danger:listeira', 'unknown-value', 7, 'listeira', ['listeria']],
    ['dept:34,99', 'unknown-value', 8, '99', ['01', '2A', '30']],
    ['lait danger:', 'missing-value', 5, 'danger:', ['danger:listeria']],
    ['danger:""', 'missing-value', 0, 'danger:""', ['danger:listeria']],
    ['depuis: ', 'missing-value', 0, 'depuis:', ['depuis:2026-03-31']],
    ['""', 'missing-value', 0, '""', []],
    ['malades:beaucoup', 'bad-number', 8, 'beaucoup', ['10', '>=10', '5..10']],
    ['malades:2.5', 'bad-number', 8, '2.5', ['10', '>=10', '5..10']],
    ['malades:9..5', 'bad-range', 8, '9..5', ['5..9']],
    ['malades:5..', 'bad-range', 8, '5..', ['5..10', '>=5', '<=10']],
    ['lait OU', 'unexpected', 5, 'OU', ['"OU"']],
    ['OU lait', 'unexpected', 0, 'OU', ['"OU"']],
    ['lait )', 'unexpected', 5, ')', []],
    ['()', 'unexpected', 0, '(', []],
    ['???', 'unexpected', 0, '???', []],
    ['A-20*', 'unexpected', 0, 'A-20*', ['A-20']],
    ['beurre "lait', 'unclosed-quote', 7, '"lait', ['"lait"']],
    ['a (b OU c', 'unclosed-parenthesis', 2, '(b OU c', ['(b OU c)']],
  ])('%s: %s', (text, problem, at, seen, hint) => {
    expect(refusalOf(text)).toEqual({ text, problem, at, seen, hint })
  })

  it.each(['2026-02-30', '2026-13', '31/04/2026', 'mardi', '7', '12/03/26'])(
    'because %s is no date',
    (written) => {
      expect(refusalOf(`reçu:${written}`)).toMatchObject({ problem: 'bad-date', seen: written })
    },
  )

  it('and each hint can be written in the place of what was seen', () => {
    for (const text of [
      'dangr:listeria',
      'danger:listeira',
      'danger:',
      'malades:9..5',
      'lait OU',
      '"lait',
      '(a',
      'reçu:7',
    ]) {
      const { at, seen, hint } = refusalOf(text)
      expect(hint.length).toBeGreaterThan(0)
      for (const one of hint)
        expect(() => parse(text.slice(0, at) + one + text.slice(at + seen.length))).not.toThrow()
    }
  })

  it('beyond 1,000 characters, written or printed', () => {
    expect(refusalOf('a'.repeat(1001))).toMatchObject({ problem: 'too-long', at: 1000, seen: 'a' })
    expect(refusalOf('danger:salm '.repeat(80))).toMatchObject({ problem: 'too-long' })
  })

  it('beyond 20 levels of parentheses and negations', () => {
    expect(parse(`${'('.repeat(20)}lait${')'.repeat(20)}`)).toMatchObject({ op: 'text' })
    expect(refusalOf(`${'('.repeat(21)}lait${')'.repeat(21)}`)).toMatchObject({ problem: 'too-deep', at: 20 })
    expect(refusalOf(`${'NON '.repeat(200)}a`)).toMatchObject({ problem: 'too-deep', at: 80 })
  })
})
