import { createArena, sizes } from './arena.ts'
import { type EventBits, holds } from './holds.ts'
import { bitsOf, choosePart, withoutPart } from './part.ts'
import { headLength } from './record.ts'

/** The records that hold for an event: slot and id of each. A slot may come twice. */
export interface Candidates {
  /** One that must still be verified stands as -1 - slot. */
  slots: Int32Array
  ids: Int32Array
  count: number
}

/** Lists of records, each in one run of integers. A long one is parted by the values of a second clause. */
export interface Buckets {
  /** The number of a new, empty bucket. */
  create(): number
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

/** What scanning needs of a bucket, side by side in one array. */
const field = { start: 0, end: 1, block: 2, parts: 3 } as const
const stride = 4
const none = -1

/** @param likelihoodIn how likely an event is to have one value of a block */
export function createBuckets(likelihoodIn: (block: number) => number): Buckets {
  const arena = createArena()
  /** By bucket: offsets of its records, block whose values part it, index of its parts in `parts`. */
  let table = new Int32Array(stride * 1024)
  /** By bucket: what only writing needs. */
  const upkeep: { rank: number; records: number; nextLook: number; readonly depth: number }[] = []
  /** By parted bucket and bit of its block: a bucket, or none. */
  const parts: Int32Array[] = []

  function create(depth: number): number {
    const bucket = upkeep.length
    upkeep.push({ rank: none, records: 0, nextLook: firstLook, depth })
    if (table.length < stride * upkeep.length) {
      const larger = new Int32Array(2 * table.length)
      larger.set(table)
      table = larger
    }
    table[stride * bucket + field.block] = none
    return bucket
  }

  function read(bucket: number, which: number): number {
    return table[stride * bucket + which] ?? 0
  }

  function append(bucket: number, record: readonly number[]): void {
    const block = read(bucket, field.block)
    const mask = block === none ? 0 : bitsOf(record, block)
    if (mask === 0) {
      write(bucket, record)
      return
    }
    const rest = withoutPart(record, block)
    for (let left = mask; left !== 0; left &= left - 1) append(partOf(bucket, lowestBit(left)), rest)
  }

  function partOf(bucket: number, bit: number): number {
    const own = parts[read(bucket, field.parts)]
    const known = own?.[bit] ?? none
    if (known !== none) return known
    const part = create((upkeep[bucket]?.depth ?? 0) + 1)
    if (own !== undefined) own[bit] = part
    return part
  }

  function write(bucket: number, record: readonly number[]): void {
    const own = upkeep[bucket]
    if (own === undefined) return
    const used = read(bucket, field.end) - read(bucket, field.start)
    if (own.rank === none || used + record.length > (sizes[own.rank] ?? 0)) move(bucket, used + record.length)
    arena.ints.set(record, read(bucket, field.end))
    table[stride * bucket + field.end] = read(bucket, field.end) + record.length
    own.records++
    if (own.records >= own.nextLook) lookForPart(bucket, own)
  }

  /** To a run that has room for `length` integers. */
  function move(bucket: number, length: number): void {
    const own = upkeep[bucket]
    if (own === undefined) return
    const [start, end] = [read(bucket, field.start), read(bucket, field.end)]
    const rank = sizes.findIndex((size) => size >= length)
    const to = arena.take(rank)
    arena.ints.copyWithin(to, start, end)
    if (own.rank !== none) arena.give(start, own.rank)
    own.rank = rank
    table[stride * bucket + field.start] = to
    table[stride * bucket + field.end] = to + end - start
  }

  function lookForPart(bucket: number, own: { records: number; nextLook: number; depth: number }): void {
    own.nextLook = own.records * 2
    if (read(bucket, field.block) !== none || own.depth >= mostDepth) return
    const records = recordsOf(bucket)
    const block = choosePart(records, likelihoodIn)
    if (block === undefined) return
    table[stride * bucket + field.block] = block
    table[stride * bucket + field.parts] = parts.push(new Int32Array(32).fill(none)) - 1
    rewrite(bucket, records)
  }

  function rewrite(bucket: number, records: readonly (readonly number[])[]): void {
    const own = upkeep[bucket]
    if (own === undefined) return
    if (own.rank !== none) arena.give(read(bucket, field.start), own.rank)
    own.rank = none
    own.records = 0
    table[stride * bucket + field.end] = read(bucket, field.start)
    for (const record of records) append(bucket, record)
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
    const block = read(bucket, field.block)
    if (block === none) return
    const own = parts[read(bucket, field.parts)]
    for (let left = event.bits[block] ?? 0; left !== 0; left &= left - 1) {
      const part = own?.[lowestBit(left)] ?? none
      if (part !== none) scan(part, event, candidates)
    }
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
    for (let bucket = 0; bucket < upkeep.length; bucket++) {
      const records = recordsOf(bucket)
      const live = records.filter((record) => !isDead(record[1] ?? 0))
      if (live.length < records.length) rewrite(bucket, live)
    }
  }

  return { create: () => create(0), append, scan, sweep }
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
