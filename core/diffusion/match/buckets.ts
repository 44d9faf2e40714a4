import { createArena, sizes } from './arena.ts'
import { type EventBits, holds } from './holds.ts'
import { bitsOf, choosePart, withoutPart } from './part.ts'
import { headLength } from './record.ts'
import type { Values } from './values.ts'

/** The records that hold for an event: slot and id of each. A slot may come twice. */
export interface Candidates {
  /** One that must still be verified stands as -1 - slot. */
  slots: Int32Array
  ids: Int32Array
  count: number
}

/**
 * Lists of records, each in one run of integers. A value's number is its bucket's number, so that values of one facet,
 * which events read together, lie together. A long bucket is parted by the values of a second clause.
 */
export interface Buckets {
  append(bucket: number, record: readonly number[]): void
  /** Adds to `candidates` the records of the bucket that hold for the event. */
  scan(bucket: number, event: EventBits, candidates: Candidates): void
  /** Drops the records of dead slots. */
  sweep(isDead: (slot: number) => boolean): void
}

/** A bucket is looked at for parting when it has this many records, and again at each doubling. */
const firstLook = 64
/** Parts are parted at most this deep. */
const mostDepth = 2

/**
 * What scanning needs of a bucket, side by side in one array: offsets of its records; block whose values part it, and
 * the number of the part for the block's first value. Zeros are an empty bucket that is not parted.
 */
const field = { start: 0, end: 1, blockPlusOne: 2, parts: 3 } as const
const stride = 4

/** What only writing needs. */
interface Upkeep {
  /** Rank of the run that the records lie in. */
  rank: number | undefined
  records: number
  nextLook: number
  readonly depth: number
}

export function createBuckets({ likelihoodIn, reserve }: Pick<Values, 'likelihoodIn' | 'reserve'>): Buckets {
  const arena = createArena()
  let table = new Int32Array(stride * 1024)
  const upkeep = new Map<number, Upkeep>()

  function open(bucket: number, depth: number): Upkeep {
    const known = upkeep.get(bucket)
    if (known !== undefined) return known
    const own = { rank: undefined, records: 0, nextLook: firstLook, depth }
    upkeep.set(bucket, own)
    if (stride * bucket + stride > table.length) {
      const larger = new Int32Array(2 * stride * bucket + stride)
      larger.set(table)
      table = larger
    }
    return own
  }

  function read(bucket: number, which: number): number {
    return table[stride * bucket + which] ?? 0
  }

  function append(bucket: number, record: readonly number[], depth = 0): void {
    const own = open(bucket, depth)
    const block = read(bucket, field.blockPlusOne) - 1
    const mask = block === -1 ? 0 : bitsOf(record, block)
    if (mask === 0) {
      write(bucket, own, record)
      return
    }
    const rest = withoutPart(record, block)
    const parts = read(bucket, field.parts)
    for (let left = mask; left !== 0; left &= left - 1) append(parts + lowestBit(left), rest, depth + 1)
  }

  function write(bucket: number, own: Upkeep, record: readonly number[]): void {
    const length = read(bucket, field.end) - read(bucket, field.start) + record.length
    if (own.rank === undefined || length > (sizes[own.rank] ?? 0)) move(bucket, own, length)
    arena.ints.set(record, read(bucket, field.end))
    table[stride * bucket + field.end] = read(bucket, field.end) + record.length
    own.records++
    if (own.records >= own.nextLook) lookForPart(bucket, own)
  }

  /** To a run that has room for `length` integers. */
  function move(bucket: number, own: Upkeep, length: number): void {
    const [start, end] = [read(bucket, field.start), read(bucket, field.end)]
    const rank = sizes.findIndex((size) => size >= length)
    const to = arena.take(rank)
    arena.ints.copyWithin(to, start, end)
    if (own.rank !== undefined) arena.give(start, own.rank)
    own.rank = rank
    table[stride * bucket + field.start] = to
    table[stride * bucket + field.end] = to + end - start
  }

  function lookForPart(bucket: number, own: Upkeep): void {
    own.nextLook = own.records * 2
    if (read(bucket, field.blockPlusOne) !== 0 || own.depth >= mostDepth) return
    const records = recordsOf(bucket)
    const block = choosePart(records, likelihoodIn)
    if (block === undefined) return
    table[stride * bucket + field.blockPlusOne] = block + 1
    table[stride * bucket + field.parts] = reserve()
    rewrite(bucket, own, records)
  }

  function rewrite(bucket: number, own: Upkeep, records: readonly (readonly number[])[]): void {
    if (own.rank !== undefined) arena.give(read(bucket, field.start), own.rank)
    own.rank = undefined
    own.records = 0
    table[stride * bucket + field.end] = read(bucket, field.start)
    for (const record of records) append(bucket, record, own.depth)
  }

  function recordsOf(bucket: number): number[][] {
    const records: number[][] = []
    const end = read(bucket, field.end)
    for (let at = read(bucket, field.start); at < end; ) {
      const next = at + ((arena.ints[at] ?? 0) >>> 1)
      records.push([...arena.ints.subarray(at, next)])
      at = next
    }
    return records
  }

  function scan(bucket: number, event: EventBits, candidates: Candidates): void {
    scanRecords(read(bucket, field.start), read(bucket, field.end), event, candidates)
    const block = read(bucket, field.blockPlusOne) - 1
    if (block === -1) return
    const parts = read(bucket, field.parts)
    for (let left = event.bits[block] ?? 0; left !== 0; left &= left - 1)
      scan(parts + lowestBit(left), event, candidates)
  }

  function scanRecords(start: number, end: number, event: EventBits, candidates: Candidates): void {
    const { ints } = arena
    for (let at = start; at < end; ) {
      const head = ints[at] ?? 0
      const next = at + (head >>> 1)
      if (holds(ints, at + headLength, next, event)) {
        const slot = ints[at + 1] ?? 0
        add(candidates, (head & 1) === 1 ? slot : -1 - slot, ints[at + 2] ?? 0)
      }
      at = next
    }
  }

  function sweep(isDead: (slot: number) => boolean): void {
    for (const [bucket, own] of upkeep) {
      const records = recordsOf(bucket)
      const live = records.filter((record) => !isDead(record[1] ?? 0))
      if (live.length < records.length) rewrite(bucket, own, live)
    }
  }

  return { append, scan, sweep }
}

function lowestBit(mask: number): number {
  return 31 - Math.clz32(mask & -mask)
}

function add(candidates: Candidates, slot: number, id: number): void {
  if (candidates.count === candidates.slots.length) {
    candidates.slots = doubled(candidates.slots)
    candidates.ids = doubled(candidates.ids)
  }
  candidates.slots[candidates.count] = slot
  candidates.ids[candidates.count++] = id
}

function doubled(slots: Int32Array): Int32Array {
  const larger = new Int32Array(2 * slots.length)
  larger.set(slots)
  return larger
}
