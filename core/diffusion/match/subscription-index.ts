import { matches, type PreparedFacts, prepareFacts } from '../../query/evaluate.ts'
import type { Facts } from '../../query/facts.ts'
import type { Query } from '../../query/tree.ts'
import { type Candidates, createBuckets } from './buckets.ts'
import { conjunctionsOf } from './conjunctions.ts'
import { createEventReader } from './event-bits.ts'
import { type Clause, encodeClauses, encodeRecord } from './record.ts'
import { createSlots } from './slots.ts'
import { createValues } from './values.ts'

/** Which subscriptions an event matches: the same answer as `matches` on each, without looking at each. */
export interface SubscriptionIndex {
  /** Replaces the query of a known id. @param id integer of 32 bits */
  put(id: number, query: Query): void
  /** Does nothing for an unknown id. */
  remove(id: number): void
  /** Ids in no order, each once. @param today ISO 8601 date in Paris */
  match(facts: Facts, today: string): number[]
  /** The same for facts whose text is analysed already. */
  matchPrepared(facts: PreparedFacts, today: string): number[]
  readonly size: number
}

/**
 * In memory, for a few million subscriptions. Each is an or of conjunctions, and each conjunction a record in the
 * bucket of its rarest clause: an event reads the buckets of the values it has and no other.
 */
export function createSubscriptionIndex(): SubscriptionIndex {
  const values = createValues()
  const numberFacets = new Map<string, number>()
  const buckets = createBuckets(values)
  const reader = createEventReader(values, numberFacets)
  const slots = createSlots()
  /** Bucket of the subscriptions that no value finds. */
  const anyEvent = values.reserve()
  const candidates: Candidates = { slots: new Int32Array(1024), ids: new Int32Array(1024), count: 0 }

  function put(id: number, query: Query): void {
    remove(id)
    const encoded = conjunctionsOf(query).map((one) => encodeClauses(one, values, numberFacetOf))
    const slot = slots.take(id, encoded.every(({ exact }) => exact) ? undefined : query)
    for (const { clauses, exact } of encoded) {
      const access = rarest(clauses)
      const rest = clauses.filter((clause) => clause !== access)
      const record = encodeRecord(slot, id, rest, exact)
      if (access === undefined) buckets.append(anyEvent, record)
      else for (const value of access.values) buckets.append(value, record)
    }
  }

  function remove(id: number): void {
    if (slots.release(id) && slots.dead > 1000 && slots.dead > slots.size) {
      buckets.sweep(slots.isDead)
      slots.forgetDead()
    }
  }

  function matchPrepared(facts: PreparedFacts, today: string): number[] {
    const event = reader.read(facts, today)
    candidates.count = 0
    buckets.scan(anyEvent, event, candidates)
    for (const value of reader.present) buckets.scan(value, event, candidates)
    return slots.matched(candidates, (query) => matches(query, facts, today))
  }

  function numberFacetOf(name: string): number {
    const known = numberFacets.get(name) ?? numberFacets.size
    numberFacets.set(name, known)
    return known
  }

  /** The clause by which the fewest events would look at the subscription. */
  function rarest(clauses: readonly Clause[]): Clause | undefined {
    let best: { clause: Clause; likelihood: number } | undefined
    for (const clause of clauses) {
      if (clause.values.length === 0) continue
      const likelihood = clause.values.reduce((sum, value) => sum + values.likelihood(value), 0)
      if (best === undefined || likelihood < best.likelihood) best = { clause, likelihood }
    }
    return best?.clause
  }

  return {
    put,
    remove,
    match: (facts, today) => matchPrepared(prepareFacts(facts), today),
    matchPrepared,
    get size() {
      return slots.size
    },
  }
}
