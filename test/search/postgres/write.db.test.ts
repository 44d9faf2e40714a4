import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Query } from '#core/query/tree.ts'
import { everything } from '#core/query/tree.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchDocument, SearchEngine } from '#search/engine.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { freshStore } from '#test/database.ts'

let store: Store
let engine: SearchEngine

beforeAll(async () => {
  store = await freshStore()
  engine = postgresEngine(store)
})
afterAll(() => store.close())

function document(eventId: number, version: number, B: string): SearchDocument {
  const facts = { keys: ['etat:open'], numbers: {}, text: { A: '', B, C: '', D: '' } }
  return { eventId, version, title: '', updatedAt: '2026-03-01T08:00:00Z', facts }
}

async function totalOf(query: Query): Promise<number> {
  const { total } = await engine.find({
    query,
    rights: everything,
    today: '2026-03-01',
    limit: 10,
    offset: 0,
  })
  return total
}

describe('writing to the Postgres engine', () => {
  it('keeps the last version when many are written at once in any order', async () => {
    const rounds = Array.from({ length: 8 }, (_, version) =>
      Array.from({ length: 40 }, (_, id) =>
        document(id + 1, version, `mot version${'abcdefgh'.charAt(version)}`),
      ),
    )
    await Promise.all(
      rounds.map((documents, index) => engine.put(index % 2 === 0 ? documents : documents.toReversed())),
    )
    expect(await totalOf({ op: 'text', text: 'versionh', match: 'word' })).toBe(40)
    expect(await totalOf(everything)).toBe(40)
  })

  it('finds no phrase where a text is too long for positions, rather than a wrong one', async () => {
    const long = `${'mot '.repeat(17_000)}alpha beta`
    await engine.put([document(100, 1, `premier second ${long}`)])
    expect(await totalOf({ op: 'text', text: 'alpha', match: 'word' })).toBe(1)
    expect(await totalOf({ op: 'text', text: 'premier second', match: 'phrase' })).toBe(1)
    expect(await totalOf({ op: 'text', text: 'beta alpha', match: 'phrase' })).toBe(0)
  })

  it('gives a failed search’s connection back: the next ones answer', async () => {
    const wrong: Query = { op: 'range', facet: 'malades', from: { number: Number.NaN } }
    for (let turn = 0; turn < 15; turn++) await expect(totalOf(wrong)).rejects.toThrow()
    expect(await totalOf(everything)).toBe(41)
  })
})
