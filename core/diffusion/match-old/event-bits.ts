import type { PreparedFacts } from '../../query/evaluate.ts'
import { dayNumber } from '../../query/facts.ts'
import type { EventBits } from './holds.ts'
import { leastInt, mostInt } from './record.ts'
import type { Values } from './values.ts'

/** Turns facts into the bits that records are compared with. One event at a time: `read` overwrites the one before. */
export interface EventReader {
  read(facts: PreparedFacts, today: string): EventBits
  /** The known values of the event last read, each once. */
  readonly present: readonly number[]
}

/** @param numberFacets number of each facet of days or numbers that some subscription asks for */
export function createEventReader(values: Values, numberFacets: ReadonlyMap<string, number>): EventReader {
  let bits = new Int32Array(0)
  const present: number[] = []
  const numbers: (readonly number[])[] = []
  let greatest = new Float64Array(8)
  let lastToday = { written: '1970-01-01', number: 0 }

  function add(value: number | undefined): void {
    if (value === undefined) return
    const [block, bit] = [value >>> 5, 1 << (value & 31)]
    const own = bits[block] ?? 0
    if ((own & bit) !== 0) return
    bits[block] = own | bit
    present.push(value)
  }

  function readNumbers(facts: PreparedFacts): void {
    if (greatest.length < numberFacets.size) greatest = new Float64Array(2 * numberFacets.size)
    for (const [facet, number] of numberFacets) {
      const own = facts.numbers[facet] ?? none
      numbers[number] = own.map((one) => Math.max(leastInt, Math.min(mostInt, one)))
      greatest[number] = own.length === 0 ? Number.NaN : Math.max(...own)
      if (own.length > 0) for (const value of values.reached(facet, Math.max(...own))) add(value)
    }
  }

  return {
    present,
    read: (facts, today) => {
      for (const value of present) bits[value >>> 5] = 0
      present.length = 0
      if (bits.length < values.blocks) bits = new Int32Array(2 * values.blocks)
      for (const key of facts.keys) add(values.key(key))
      for (const tokens of facts.texts) for (const { stem } of tokens) add(values.stem(stem))
      readNumbers(facts)
      if (lastToday.written !== today) lastToday = { written: today, number: dayNumber(today) }
      return { bits, numbers, greatest, today: lastToday.number }
    },
  }
}

const none: readonly number[] = []
