import type { Facts } from '#core/query/facts.ts'
import type { Query } from '#core/query/tree.ts'

/** A search engine: Postgres today, Meilisearch beside it later. One contract suite (test/contracts/search-engine.ts). */
export interface SearchEngine {
  /** Replaces what the engine knows of these events. An older version than the known one is ignored. */
  put(documents: readonly SearchDocument[]): Promise<void>
  /** Forgets everything. */
  clear(): Promise<void>
  find(request: SearchRequest): Promise<SearchResult>
}

export interface SearchDocument {
  readonly eventId: number
  readonly version: number
  readonly title: string
  /** ISO 8601 instant: newer first when the query has no words. */
  readonly updatedAt: string
  readonly facts: Facts
}

export interface SearchRequest {
  /** What the agent asked. */
  readonly query: Query
  /** What he may see; and-ed inside the engine, never after. */
  readonly rights: Query
  /** ISO 8601 date in Paris, that relative days count from. */
  readonly today: string
  /** 1 to 100. */
  readonly limit: number
  readonly offset: number
}

export interface SearchResult {
  readonly hits: readonly Hit[]
  /** How many events match in all. */
  readonly total: number
  /** Words that were corrected because nothing had them: `listeira` → `listeria`. */
  readonly corrections: readonly { readonly written: string; readonly read: string }[]
}

export interface Hit {
  readonly eventId: number
  readonly title: string
  /** A piece of text around the words found, each found word between U+E000 and U+E001; empty without words. */
  readonly excerpt: string
}

/** The marks around a found word in an excerpt. */
export const found = { start: '\uE000', end: '\uE001' } as const
