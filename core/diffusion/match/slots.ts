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

/** Mark of a slot that no event may match. */
const never = 2 ** 32 - 1

export function createSlots(): Slots {
  const slotOf = new Map<number, number>()
  const queries = new Map<number, Query>()
  const free: number[] = []
  let dead: number[] = []
  let ids = new Float64Array(1024)
  /** By slot, the last event that it was settled for. One array answers "seen already?" and "still there?". */
  let settled = new Uint32Array(1024)
  let used = 0
  let event = 0

  function take(id: number, query: Query | undefined): number {
    const slot = free.pop() ?? used++
    if (slot >= ids.length) grow()
    slotOf.set(id, slot)
    ids[slot] = id
    settled[slot] = 0
    if (query !== undefined) queries.set(slot, query)
    return slot
  }

  function grow(): void {
    const [moreIds, moreSettled] = [new Float64Array(2 * ids.length), new Uint32Array(2 * ids.length)]
    moreIds.set(ids)
    moreSettled.set(settled)
    ids = moreIds
    settled = moreSettled
  }

  function release(id: number): boolean {
    const slot = slotOf.get(id)
    if (slot === undefined) return false
    slotOf.delete(id)
    queries.delete(slot)
    settled[slot] = never
    dead.push(slot)
    return true
  }

  function matched({ slots, count }: Candidates, verify: (query: Query) => boolean): number[] {
    nextEvent()
    const found: number[] = []
    for (let at = 0; at < count; at++) {
      const candidate = slots[at] ?? 0
      const slot = candidate < 0 ? -1 - candidate : candidate
      if ((settled[slot] ?? never) >= event) continue
      settled[slot] = event
      if (candidate < 0 && !isVerified(slot, verify)) continue
      found.push(ids[slot] ?? 0)
    }
    return found
  }

  function isVerified(slot: number, verify: (query: Query) => boolean): boolean {
    const query = queries.get(slot)
    return query !== undefined && verify(query)
  }

  function nextEvent(): void {
    if (++event < never) return
    event = 1
    for (let slot = 0; slot < used; slot++) if (settled[slot] !== never) settled[slot] = 0
  }

  return {
    take,
    release,
    matched,
    isDead: (slot) => settled[slot] === never,
    forgetDead: () => {
      for (const slot of dead) free.push(slot)
      dead = []
    },
    get size() {
      return slotOf.size
    },
    get dead() {
      return dead.length
    },
  }
}
