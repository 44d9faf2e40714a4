import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { everything, nothing, type Query } from '#core/query/tree.ts'
import type { SearchEngine, SearchRequest } from '#search/engine.ts'
import {
  and,
  brie,
  camembert,
  cases,
  document,
  key,
  marked,
  not,
  or,
  pate,
  phrase,
  prefix,
  secret,
  today,
  word,
} from './search-cases.ts'

/** What any search engine must do. `open` gives an engine of its own, which the suite empties before each test. */
export function searchEngineContract(
  name: string,
  open: () => Promise<{ readonly engine: SearchEngine; close(): Promise<void> }>,
): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>
    let engine: SearchEngine
    beforeAll(async () => {
      opened = await open()
      engine = opened.engine
    })
    afterAll(() => opened.close())
    beforeEach(async () => {
      await engine.clear()
      await engine.put(cases)
    })

    const ask = (query: Query, more: Partial<SearchRequest> = {}) =>
      engine.find({ query, rights: everything, today, limit: 20, offset: 0, ...more })
    const idsOf = async (query: Query, more: Partial<SearchRequest> = {}) =>
      (await ask(query, more)).hits.map(({ eventId }) => eventId)

    describe('words', () => {
      it('finds an event by the plural of its word', async () => {
        expect(await idsOf(word('fromages'))).toEqual([camembert, brie])
      })

      it('finds an event with or without its accents', async () => {
        expect(await idsOf(word('pâté'))).toEqual([pate])
        expect(await idsOf(word('PATE'))).toEqual([pate])
      })

      it('wants every word of a query', async () => {
        expect(await idsOf(and(word('fromage'), word('normandie')))).toEqual([camembert])
      })

      it('finds a phrase only where its words follow each other', async () => {
        expect(await idsOf(phrase('lait cru'))).toEqual([camembert])
        expect(await idsOf(and(word('lait'), word('cru')))).toEqual([camembert, brie])
      })

      it('counts the small words of a phrase without asking for them', async () => {
        expect(await idsOf(phrase('foie de porc'))).toEqual([pate])
        expect(await idsOf(phrase('foie du porc'))).toEqual([pate])
        expect(await idsOf(phrase('foie porc'))).toEqual([])
      })

      it('does not find a phrase across two parts of an event', async () => {
        expect(await idsOf(and(word('campagne'), word('salmonella')))).toEqual([pate])
        expect(await idsOf(phrase('campagne salmonella'))).toEqual([])
      })

      it('finds words by their beginning', async () => {
        expect(await idsOf(prefix('norm'))).toEqual([camembert])
        expect(await idsOf(prefix('Pât'))).toEqual([pate])
        expect(await idsOf(prefix('ormandie'))).toEqual([])
      })

      it('puts an event that has the word in its title before newer ones that have it in their journal', async () => {
        expect(await idsOf(word('brie'))).toEqual([brie, camembert])
        expect(await idsOf(word('camembert'))).toEqual([camembert, brie])
      })

      it('treats what looks like syntax as text', async () => {
        for (const text of ["l'", "'", '\\', ':*', '!', '& |', "brie' | 'x", '\\:*'])
          await expect(ask(word(text))).resolves.toBeDefined()
      })
    })

    describe('excerpts', () => {
      it('marks the words found, as they are written', async () => {
        const { hits } = await ask(and(word('normandies'), word('LAITS')))
        expect(hits[0]?.excerpt).toContain(marked('lait'))
        expect(hits[0]?.excerpt).toContain(marked('Normandie'))
      })

      it('is empty when nothing was asked in words', async () => {
        const { hits } = await ask(key('dept', '34'))
        expect(hits.map(({ excerpt }) => excerpt)).toEqual([''])
      })
    })

    describe('typing mistakes', () => {
      it('reads a word that nothing has as the nearest that something has, and says so', async () => {
        const found = await ask(word('listeira'))
        expect(found.hits.map(({ eventId }) => eventId)).toEqual([camembert, brie])
        expect(found.corrections).toEqual([{ written: 'listeira', read: 'listeria' }])
        expect((await ask(word('Camambert'))).corrections).toEqual([
          { written: 'Camambert', read: 'camembert' },
        ])
      })

      it('corrects only the word that is wrong', async () => {
        const found = await ask(and(word('fromage'), word('normandei')))
        expect(found.hits.map(({ eventId }) => eventId)).toEqual([camembert])
        expect(found.corrections).toEqual([{ written: 'normandei', read: 'normandie' }])
      })

      it('corrects inside a phrase', async () => {
        const found = await ask(phrase('listeira monocytogenes'))
        expect(found.total).toBe(2)
        expect(found.corrections).toEqual([{ written: 'listeira', read: 'listeria' }])
      })

      it('leaves a word that something has as it is, even when a filter leaves nothing', async () => {
        const found = await ask(and(word('salmonella'), key('dept', '34')))
        expect(found).toMatchObject({ hits: [], total: 0, corrections: [] })
      })

      it('leaves numbers, short words and far-off words alone', async () => {
        for (const text of ['2027', 'zri', 'xylophone'])
          expect(await ask(word(text))).toMatchObject({ hits: [], total: 0, corrections: [] })
      })
    })

    describe('filters', () => {
      it('keeps events that have one of the codes', async () => {
        expect(await idsOf(key('dept', '34', '75'))).toEqual([camembert, brie])
        expect(await idsOf(key('dept', '99'))).toEqual([])
      })

      it('leaves out what is negated', async () => {
        expect(await idsOf(and(word('fromage'), not(word('normandie'))))).toEqual([brie])
        expect(await idsOf(not(key('etat', 'closed')))).toEqual([pate, camembert])
      })

      it('takes alternatives', async () => {
        expect(await idsOf(or(word('normandie'), key('dept', '75')))).toEqual([camembert, brie])
      })

      it('keeps events with a number within the bounds, both included', async () => {
        expect(await idsOf({ op: 'range', facet: 'malades', from: { number: 3 } })).toEqual([pate, camembert])
        expect(
          await idsOf({ op: 'range', facet: 'malades', from: { number: 4 }, to: { number: 9 } }),
        ).toEqual([pate])
        expect(await idsOf({ op: 'range', facet: 'malades', to: { number: 0 } })).toEqual([])
      })

      it('counts relative days from the day it is told', async () => {
        const yesterday: Query = {
          op: 'range',
          facet: 'date',
          from: { daysFromNow: -1 },
          to: { daysFromNow: 0 },
        }
        expect(await idsOf(yesterday)).toEqual([pate])
        expect(await idsOf(yesterday, { today: '2026-03-06' })).toEqual([camembert])
        expect(await idsOf({ op: 'range', facet: 'date', to: { day: '2026-03-05' } })).toEqual([
          camembert,
          brie,
        ])
      })
    })

    describe('rights', () => {
      const rights = not(key('etat', 'draft'))

      it('hide an event from hits and total, whatever is asked', async () => {
        await engine.put([secret])
        for (const query of [
          everything,
          word('pangolin'),
          prefix('pango'),
          or(word('pangolin'), word('brie')),
          not(word('zzz')),
        ]) {
          expect(await idsOf(query)).toContain(secret.eventId)
          const seen = await ask(query, { rights })
          expect(seen.hits.map(({ eventId }) => eventId)).not.toContain(secret.eventId)
          expect(seen.total).toBe(seen.hits.length)
        }
      })

      it('hide a word that only a hidden event has: no correction leads to it', async () => {
        await engine.put([secret])
        expect((await ask(word('pangolni'))).corrections).toEqual([{ written: 'pangolni', read: 'pangolin' }])
        expect(await ask(word('pangolni'), { rights })).toMatchObject({ hits: [], total: 0, corrections: [] })
      })

      it('answer as if the hidden event were not there: its words stop no correction', async () => {
        const mistyped = {
          ...secret,
          facts: { ...secret.facts, text: { A: 'camambert', B: '', C: '', D: '' } },
        }
        const before = await ask(word('camambert'), { rights })
        await engine.put([mistyped])
        expect(await ask(word('camambert'), { rights })).toEqual(before)
        expect(before.corrections).toEqual([{ written: 'camambert', read: 'camembert' }])
      })

      it('of nothing show nothing', async () => {
        expect(await ask(everything, { rights: nothing })).toEqual({ hits: [], total: 0, corrections: [] })
      })
    })

    describe('pages', () => {
      it('without words are newest first', async () => {
        expect(await idsOf(everything)).toEqual([pate, camembert, brie])
      })

      it('follow each other without a hole or a double, though all events are alike', async () => {
        await engine.clear()
        const many = Array.from({ length: 1234 }, (_, index) =>
          document(index + 1, { A: 'Brie', B: 'lot' }, {}, '2026-03-01'),
        )
        await engine.put(many)
        for (const query of [everything, word('brie')]) {
          const seen: number[] = []
          for (let offset = 0; offset < 1300; offset += 100) {
            const page = await ask(query, { limit: 100, offset })
            expect(page.total).toBe(1234)
            seen.push(...page.hits.map(({ eventId }) => eventId))
          }
          expect(seen).toHaveLength(1234)
          expect(new Set(seen).size).toBe(1234)
        }
      })

      it('hold at most 100 events', async () => {
        await engine.put(
          Array.from({ length: 150 }, (_, index) => document(index + 100, { A: 'Lot' }, {}, '2026-03-01')),
        )
        const page = await ask(word('lot'), { limit: 1000 })
        expect(page).toMatchObject({ total: 150, hits: { length: 100 } })
      })

      it('past the end are empty and still say the total', async () => {
        expect(await ask(everything, { offset: 50 })).toEqual({ hits: [], total: 3, corrections: [] })
      })
    })

    describe('what it is told', () => {
      const renamed = {
        ...document(brie, { A: 'Reblochon' }, {}, '2026-03-10'),
        version: 3,
        title: 'Reblochon',
      }

      it('replaces what it knew', async () => {
        await engine.put([renamed])
        expect(await idsOf(word('meaux'))).toEqual([])
        expect((await ask(word('reblochon'))).hits).toMatchObject([{ eventId: brie, title: 'Reblochon' }])
        expect(await idsOf(everything)).toEqual([brie, pate, camembert])
      })

      it('is ignored when it is older than what it knows, also within one call', async () => {
        const older = { ...document(brie, { A: 'Cantal' }, {}, '2026-03-09'), version: 2 }
        await engine.put([renamed, older])
        await engine.put([older])
        expect(await idsOf(word('cantal'))).toEqual([])
        expect(await idsOf(word('reblochon'))).toEqual([brie])
      })

      it('is forgotten when it is cleared', async () => {
        await engine.clear()
        expect(await ask(everything)).toEqual({ hits: [], total: 0, corrections: [] })
        expect(await ask(word('listeira'))).toEqual({ hits: [], total: 0, corrections: [] })
      })

      it('may be nothing', async () => {
        await expect(engine.put([])).resolves.toBeUndefined()
      })

      it('may be long, odd or empty', async () => {
        const long = `${'mot '.repeat(20_000)}${'é'.repeat(3000)} \0 \uD800 fin`
        await engine.put([
          document(50, { A: '', B: long }, { keys: [`lot:${'x'.repeat(5000)}`] }, '2026-03-01'),
        ])
        expect(await idsOf(word('fin'))).toEqual([50])
        expect(await idsOf(key('lot', 'x'.repeat(5000)))).toEqual([50])
      })
    })
  })
}
