import type { Query } from '../../query/tree.ts'
import type { Candidates } from './buckets.ts'

/**
 * The small numbers that records know subscriptions by. A slot that was released is not given again before
 * `forgetDead`, for records of it may still lie in the buckets.
 */
export interface Slots {
  /** @param query kept only when candidates of the slot have to be verified */
  take(id: number, query: Query | undefined): number
  /** False for an unknown id. */
  release(id: number): boolean
  /** The ids of live candidates, each once; `verify` is asked where the records do not say enough. */
  matched(candidates: Candidates, verify: (query: Query) => boolean): number[]
  isDead(slot: number): boolean
  /** To be called once no record has a dead slot any more. */
  forgetDead(): void
  readonly size: number
  readonly dead: number
}

export function createSlots(): Slots {
  const slotOf = new Map<number, number>()
  const queries = new Map<number, Query>()
  const free: number[] = []
  let dead: number[] = []
  /**
   * One bit a slot: it is dead, or settled for the event that is being matched. So small that it stays in the processor's
   * cache, where a number a slot would be fetched from memory for each of thousands of candidates.
   */
  let closed = new Int32Array(1024)
  let used = 0

  function take(id: number, query: Query | undefined): number {
    const slot = free.pop() ?? used++
    if (slot >>> 5 >= closed.length) {
      const larger = new Int32Array(2 * closed.length)
      larger.set(closed)
      closed = larger
    }
    slotOf.set(id, slot)
    if (query !== undefined) queries.set(slot, query)
    return slot
  }

  function release(id: number): boolean {
    const slot = slotOf.get(id)
    if (slot === undefined) return false
    slotOf.delete(id)
    queries.delete(slot)
    flip(slot)
    dead.push(slot)
    return true
  }

  function matched({ slots, ids, count }: Candidates, verify: (query: Query) => boolean): number[] {
    const found: number[] = []
    let settled = 0
    for (let at = 0; at < count; at++) {
      const candidate = slots[at] ?? 0
      const slot = candidate < 0 ? -1 - candidate : candidate
      if (isClosed(slot)) continue
      flip(slot)
      slots[settled++] = slot
      if (candidate >= 0 || isVerified(slot, verify)) found.push(ids[at] ?? 0)
    }
    for (let at = 0; at < settled; at++) flip(slots[at] ?? 0)
    return found
  }

  function isVerified(slot: number, verify: (query: Query) => boolean): boolean {
    const query = queries.get(slot)
    return query !== undefined && verify(query)
  }

  function isClosed(slot: number): boolean {
    return ((closed[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0
  }

  function flip(slot: number): void {
    closed[slot >>> 5] = (closed[slot >>> 5] ?? 0) ^ (1 << (slot & 31))
  }

  function forgetDead(): void {
    for (const slot of dead) {
      flip(slot)
      free.push(slot)
    }
    dead = []
  }

  return {
    take,
    release,
    matched,
    isDead: isClosed,
    forgetDead,
    get size() {
      return slotOf.size
    },
    get dead() {
      return dead.length
    },
  }
}
