import { headLength, sort, sortBits, sortMask } from './record.ts'

/** A record is copied to at most this many parts of a bucket. */
const mostCopies = 4
/** A bucket is parted when an event is spared at least this share of its records. */
const leastSpared = 0.3

/**
 * The block by whose values a bucket is best parted, or undefined. A record is spared to the events that have none of the
 * values it asks for.
 * @param likelihoodIn how likely an event is to have one value of a block
 */
export function choosePart(
  records: readonly (readonly number[])[],
  likelihoodIn: (block: number) => number,
): number | undefined {
  const spared = new Map<number, number>()
  for (const { block, mask } of records.flatMap(anyClauses)) {
    const copies = countBits(mask)
    const share = 1 - copies * likelihoodIn(block)
    if (copies <= mostCopies && share > 0) spared.set(block, (spared.get(block) ?? 0) + share)
  }
  const [best] = [...spared].sort(([, a], [, b]) => b - a)
  return best !== undefined && best[1] >= leastSpared * records.length ? best[0] : undefined
}

/** The values of the block that the record asks for, when it is to be in a part for each; 0 when it is not. */
export function bitsOf(record: readonly number[], block: number): number {
  const mask = anyClauses(record).find((clause) => clause.block === block)?.mask ?? 0
  return countBits(mask) > mostCopies ? 0 : mask
}

/** The record without its clause on the block, which its part stands for. */
export function withoutPart(record: readonly number[], block: number): number[] {
  const clause = anyClauses(record).find((any) => any.block === block)
  if (clause === undefined) return [...record]
  const head = (record[0] ?? 0) - (2 << 1)
  return [head, ...record.slice(1, clause.at), ...record.slice(clause.at + 2)]
}

interface AnyClause {
  readonly at: number
  readonly block: number
  readonly mask: number
}

function anyClauses(record: readonly number[]): AnyClause[] {
  const found: AnyClause[] = []
  for (let at = headLength; at < record.length; ) {
    const head = record[at] ?? 0
    const operand = head >> sortBits
    if ((head & sortMask) === sort.any) found.push({ at, block: operand, mask: record[at + 1] ?? 0 })
    at += lengthOf[head & sortMask]?.(operand) ?? 1
  }
  return found
}

const lengthOf: Readonly<Record<number, (operand: number) => number>> = {
  [sort.any]: () => 2,
  [sort.none]: () => 2,
  [sort.least]: () => 2,
  [sort.many]: (pairs) => 1 + 2 * pairs,
  [sort.range]: () => 4,
}

function countBits(mask: number): number {
  let count = 0
  for (let left = mask; left !== 0; left &= left - 1) count++
  return count
}
