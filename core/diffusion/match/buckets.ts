import { bitsOf, choosePart, withoutPart } from './part.ts'
import { headLength, rangeFlag, sort } from './record.ts'

/** What an event has, as the clauses of records ask for it. */
export interface EventBits {
  /** By block, the values the event has. */
  readonly bits: Int32Array
  /** By number facet; clamped to 32 bits. */
  readonly numbers: readonly (readonly number[])[]
  /** Count of days since 1970-01-01. */
  readonly today: number
}

/** Slots of the records that hold; one that must still be verified stands as -1 - slot. A slot may come twice. */
export interface Candidates {
  slots: Int32Array
  count: number
}

/** Lists of records, each contiguous in one array of integers. A long one is parted by the values of a second clause. */
export interface Buckets {
  /** The number of a new, empty bucket. */
  create(): number
  append(bucket: number, record: readonly number[]): void
  /** Adds to `candidates` the records of the bucket that hold for the event. */
  scan(bucket: number, event: EventBits, candidates: Candidates): void
  /** Drops the records of dead slots, and the gaps between buckets. */
  compact(isDead: (slot: number) => boolean): void
  /** Integers in use, gaps included. */
  readonly length: number
}

/** A bucket is looked at for parting when it has this many records, and again at each doubling. */
const firstLook = 64
/** Parts are parted at most this deep. */
const mostDepth = 2

interface Bucket {
  readonly own: number
  start: number
  used: number
  capacity: number
  records: number
  nextLook: number
  /** Block by whose values the bucket is parted; -1 when it is not. */
  block: number
  /** By bit of the block: a bucket, or -1. */
  parts: number[]
  readonly depth: number
}

export function createBuckets(): Buckets {
  const buckets: Bucket[] = []
  let data = new Int32Array(1 << 12)
  let length = 0

  function create(depth: number): number {
    const own = buckets.length
    buckets.push({
      own,
      start: 0,
      used: 0,
      capacity: 0,
      records: 0,
      nextLook: firstLook,
      block: -1,
      parts: [],
      depth,
    })
    return own
  }

  function append(at: number, record: readonly number[]): void {
    const bucket = buckets[at]
    if (bucket === undefined) return
    const mask = bucket.block === -1 ? 0 : bitsOf(record, bucket.block)
    if (mask === 0) write(bucket, record)
    else for (const part of partsFor(bucket, mask)) append(part, withoutPart(record, bucket.block))
  }

  function write(bucket: Bucket, record: readonly number[]): void {
    if (bucket.used + record.length > bucket.capacity) move(bucket, record.length)
    data.set(record, bucket.start + bucket.used)
    bucket.used += record.length
    bucket.records++
    if (bucket.records >= bucket.nextLook && bucket.depth < mostDepth) lookForPart(bucket)
  }

  /** To the end of the data, with room for as much again. */
  function move(bucket: Bucket, more: number): void {
    const capacity = 2 * bucket.capacity + more
    if (length + capacity > data.length) {
      const larger = new Int32Array(2 * data.length + capacity)
      larger.set(data.subarray(0, length))
      data = larger
    }
    data.copyWithin(length, bucket.start, bucket.start + bucket.used)
    bucket.start = length
    bucket.capacity = capacity
    length += capacity
  }

  function lookForPart(bucket: Bucket): void {
    bucket.nextLook = bucket.records * 2
    if (bucket.block !== -1) return
    const records = recordsOf(bucket)
    const block = choosePart(records)
    if (block === undefined) return
    bucket.block = block
    bucket.used = 0
    bucket.records = 0
    for (const record of records) append(bucket.own, record)
  }

  function recordsOf({ start, used }: Bucket): number[][] {
    const records: number[][] = []
    for (let at = start; at < start + used; ) {
      const next = at + ((data[at] ?? 0) >>> 1)
      records.push([...data.subarray(at, next)])
      at = next
    }
    return records
  }

  function* partsFor(bucket: Bucket, mask: number): Generator<number> {
    for (let left = mask; left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left)
      while (bucket.parts.length <= bit) bucket.parts.push(-1)
      if (bucket.parts[bit] === -1) bucket.parts[bit] = create(bucket.depth + 1)
      yield bucket.parts[bit] ?? -1
    }
  }

  function scan(at: number, event: EventBits, candidates: Candidates): void {
    const bucket = buckets[at]
    if (bucket === undefined) return
    scanRecords(bucket.start, bucket.start + bucket.used, event, candidates)
    if (bucket.block === -1) return
    for (let left = event.bits[bucket.block] ?? 0; left !== 0; left &= left - 1) {
      const part = bucket.parts[31 - Math.clz32(left & -left)] ?? -1
      if (part !== -1) scan(part, event, candidates)
    }
  }

  function scanRecords(start: number, end: number, event: EventBits, candidates: Candidates): void {
    const ints = data
    for (let at = start; at < end; ) {
      const head = ints[at] ?? 0
      const next = at + (head >>> 1)
      if (holds(ints, at + headLength, next, event)) {
        const slot = ints[at + 1] ?? 0
        if (candidates.count === candidates.slots.length) candidates.slots = doubled(candidates.slots)
        candidates.slots[candidates.count++] = (head & 1) === 1 ? slot : -1 - slot
      }
      at = next
    }
  }

  function compact(isDead: (slot: number) => boolean): void {
    const packed = new Int32Array(length)
    let to = 0
    for (const bucket of buckets) {
      const start = to
      bucket.records = 0
      for (let at = bucket.start; at < bucket.start + bucket.used; ) {
        const next = at + ((data[at] ?? 0) >>> 1)
        if (!isDead(data[at + 1] ?? 0)) {
          packed.set(data.subarray(at, next), to)
          to += next - at
          bucket.records++
        }
        at = next
      }
      bucket.start = start
      bucket.used = to - start
      bucket.capacity = bucket.used
    }
    data = packed.slice(0, Math.max(to, 1))
    length = to
  }

  return {
    create: () => create(0),
    append,
    scan,
    compact,
    get length() {
      return length
    },
  }
}

function holds(ints: Int32Array, from: number, end: number, event: EventBits): boolean {
  const { bits } = event
  for (let at = from; at < end; ) {
    const head = ints[at] ?? 0
    const operand = head >> 2
    switch (head & 3) {
      case sort.any:
        if (((bits[operand] ?? 0) & (ints[at + 1] ?? 0)) === 0) return false
        at += 2
        break
      case sort.none:
        if (((bits[operand] ?? 0) & (ints[at + 1] ?? 0)) !== 0) return false
        at += 2
        break
      case sort.many:
        if (!hasAny(ints, at + 1, operand, bits)) return false
        at += 1 + 2 * operand
        break
      default:
        if (!isInRange(ints, at, event)) return false
        at += 4
    }
  }
  return true
}

function hasAny(ints: Int32Array, from: number, pairs: number, bits: Int32Array): boolean {
  for (let at = from; at < from + 2 * pairs; at += 2)
    if (((bits[ints[at] ?? 0] ?? 0) & (ints[at + 1] ?? 0)) !== 0) return true
  return false
}

function isInRange(ints: Int32Array, at: number, { numbers, today }: EventBits): boolean {
  const flags = ints[at + 1] ?? 0
  const least = (ints[at + 2] ?? 0) + ((flags & rangeFlag.leastFromToday) !== 0 ? today : 0)
  const most = (ints[at + 3] ?? 0) + ((flags & rangeFlag.mostFromToday) !== 0 ? today : 0)
  let found = false
  for (const number of numbers[(ints[at] ?? 0) >> 2] ?? [])
    if (number >= least && number <= most) {
      found = true
      break
    }
  return found !== ((flags & rangeFlag.negated) !== 0)
}

function doubled(slots: Int32Array): Int32Array {
  const larger = new Int32Array(2 * slots.length)
  larger.set(slots)
  return larger
}
