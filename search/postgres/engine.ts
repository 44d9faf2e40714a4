import type pg from 'pg'
import type { Store } from '#core/store/store.ts'
import type { SearchEngine, SearchRequest, SearchResult } from '../engine.ts'
import { hasAlternativeTexts, wantedTexts } from '../texts.ts'
import { type Correction, correctQuery } from './correct.ts'
import { excerptOf } from './excerpt.ts'
import { type PageRequest, readPage } from './rank.ts'
import { writeDocuments } from './write.ts'

/** Search in the database that everything is in: the default engine. */
export function postgresEngine(store: Pick<Store, 'pool'>): SearchEngine {
  return {
    put: (documents) => writeDocuments(store.pool, documents),
    clear: async () => {
      await store.pool.query('truncate search_event, search_word')
    },
    find: (request) => reading(store.pool, (db) => find(db, request)),
  }
}

const mostHits = 100

async function find(db: pg.ClientBase, request: SearchRequest): Promise<SearchResult> {
  const asked = {
    ...request,
    limit: Math.min(Math.max(request.limit, 0), mostHits),
    offset: Math.max(request.offset, 0),
  }
  const first = await resultOf(db, asked, [])
  if (wantedTexts(request.query).length === 0) return first
  if (first.total > 0 && !hasAlternativeTexts(request.query)) return first
  const { query, corrections } = await correctQuery(db, request.query, request)
  if (corrections.length === 0) return first
  const second = await resultOf(db, { ...asked, query }, corrections)
  return second.total > 0 ? second : first
}

async function resultOf(
  db: pg.ClientBase,
  request: PageRequest,
  corrections: readonly Correction[],
): Promise<SearchResult> {
  const { total, rows } = await readPage(db, request)
  const hits = rows.map(({ eventId, title, body }) => ({
    eventId,
    title,
    excerpt: excerptOf(body, request.query),
  }))
  return { hits, total, corrections }
}

/**
 * One snapshot for all statements of a search, so that hits, total and corrections agree.
 * Sequential scans are priced as if reading a long vector cost nothing: without them every condition goes through the index.
 */
async function reading<T>(pool: pg.Pool, work: (db: pg.ClientBase) => Promise<T>): Promise<T> {
  const db = await pool.connect()
  try {
    await db.query(
      'begin isolation level repeatable read read only; set local enable_seqscan = off; set local jit = off',
    )
    const result = await work(db)
    await db.query('commit')
    db.release()
    return result
  } catch (error) {
    db.release(true)
    throw error
  }
}
