import { z } from 'zod'
import { facets } from '../kinds/facets.ts'
import type { Facts } from '../query/facts.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/tree.ts'
import { createSubscriptionIndex } from './match/subscription-index.ts'

export type Asker = 'subscription' | 'rule'

const rows = z.array(z.object({ id: z.number(), query: z.string(), live: z.boolean() }))
type StoredQuery = z.infer<typeof rows>[number]

/** The queries of subscriptions and rules that are live, to be matched. */
export interface Known {
  /** Takes what the table says of these. */
  takeAll(of: Asker, found: readonly unknown[]): readonly StoredQuery[]
  match(facts: Facts, today: string): { subscriptions: number[]; rules: number[] }
  /** Those that do not read, as `subscription:12`. */
  broken(): readonly string[]
}

/** Texts whose reading is kept: people ask for the same. */
const mostRead = 10_000

export function createKnown(): Known {
  const index = createSubscriptionIndex()
  const broken = new Set<string>()
  const read = new Map<string, Query>()
  /** One index for both: even ids are subscriptions, odd ones rules. */
  const slot = (of: Asker, id: number) => id * 2 + (of === 'rule' ? 1 : 0)

  const parsed = (text: string): Query => {
    const before = read.get(text)
    if (before !== undefined) return before
    const query = parseQuery(text, facets)
    if (read.size >= mostRead) read.clear()
    read.set(text, query)
    return query
  }

  const take = (of: Asker, { id, query, live }: StoredQuery): void => {
    const name = `${of}:${id}`
    broken.delete(name)
    index.remove(slot(of, id))
    if (!live) return
    try {
      index.put(slot(of, id), parsed(query))
    } catch {
      broken.add(name)
    }
  }

  return {
    takeAll(of, found) {
      const read = rows.parse(found)
      for (const row of read) take(of, row)
      return read
    },
    match(facts, today) {
      const found = index.match(facts, today)
      return {
        subscriptions: found.filter((id) => id % 2 === 0).map((id) => id / 2),
        rules: found.filter((id) => id % 2 === 1).map((id) => (id - 1) / 2),
      }
    },
    broken: () => [...broken],
  }
}
