import { rangeFlag, sort, sortBits, sortMask } from './record.ts'

/** What an event has, as the clauses of records ask for it. */
export interface EventBits {
  /** By block, the values the event has. */
  readonly bits: Int32Array
  /** By number facet: its numbers, clamped to 32 bits. */
  readonly numbers: readonly (readonly number[])[]
  /** By number facet: the greatest of them; not a number when there is none. */
  readonly greatest: Float64Array
  /** Count of days since 1970-01-01. */
  readonly today: number
}

/** True when the event satisfies every clause that lies between the two offsets. */
export function holds(ints: Int32Array, from: number, end: number, event: EventBits): boolean {
  const { bits, greatest } = event
  for (let at = from; at < end; ) {
    const head = ints[at] ?? 0
    const operand = head >> sortBits
    const second = ints[at + 1] ?? 0
    switch (head & sortMask) {
      case sort.any:
        if (((bits[operand] ?? 0) & second) === 0) return false
        at += 2
        break
      case sort.none:
        if (((bits[operand] ?? 0) & second) !== 0) return false
        at += 2
        break
      case sort.least:
        if (!((greatest[operand] ?? Number.NaN) >= second)) return false
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
  const found = (numbers[(ints[at] ?? 0) >> sortBits] ?? []).some((one) => one >= least && one <= most)
  return found !== ((flags & rangeFlag.negated) !== 0)
}
