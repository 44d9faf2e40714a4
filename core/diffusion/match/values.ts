import { keyOf } from '../../query/facts.ts'

/**
 * Numbers for the codes, stems and thresholds that subscriptions name. A facet's codes get numbers from blocks of 32 of
 * its own, so that "one of these codes" is mostly one block number and one mask of bits.
 */
export interface Values {
  /** The number of a code (or of a stem, without facet), given one at first sight. */
  add(facet: string | undefined, code: string): number
  /** The number of "at least so much" on a facet; undefined when the facet has its 32 thresholds already. */
  addThreshold(facet: string, least: number): number | undefined
  /** Undefined when no subscription ever named it. @param key `facet:code`, as in `Facts.keys` */
  key(key: string): number | undefined
  stem(stem: string): number | undefined
  /** The thresholds of a facet that a number reaches. */
  reached(facet: string, number: number): readonly number[]
  /** How likely an event is to have the value: a guess, from how many values its facet is known to have. */
  likelihood(value: number): number
  /** The likelihood of a value of the block. */
  likelihoodIn(block: number): number
  /** The first of 32 numbers that are no values: for buckets of their own. */
  reserve(): number
  /** How many blocks of 32 there are. */
  readonly blocks: number
}

/** Values an event is taken to have on a facet, and stems in its text: enough to rank the clauses of a subscription. */
const perEvent = { code: 1.5, stem: 100 } as const
/** How likely an event is taken to reach a threshold. */
const reachesThreshold = 0.5

interface Group {
  /** Next number to give; a multiple of 32 when the block is full. */
  next: number
  size: number
  readonly likelihood: (size: number) => number
}

export function createValues(): Values {
  const keys = new Map<string, number>()
  const stems = new Map<string, number>()
  const thresholds = new Map<string, { readonly least: number; readonly value: number }[]>()
  const groups = new Map<string, Group>()
  /** By block. */
  const owners: Group[] = []

  function give(name: string, likelihood: Group['likelihood']): number {
    const group = groups.get(name) ?? { next: 0, size: 0, likelihood }
    groups.set(name, group)
    if (group.next % 32 === 0) {
      group.next = owners.length * 32
      owners.push(group)
    }
    group.size++
    return group.next++
  }

  function addThreshold(facet: string, least: number): number | undefined {
    const own = thresholds.get(facet) ?? []
    thresholds.set(facet, own)
    const known = own.find((one) => one.least === least)
    if (known !== undefined) return known.value
    if (own.length === 32) return undefined
    const value = give(`least:${facet}`, () => reachesThreshold)
    own.push({ least, value })
    return value
  }

  function likelihoodIn(block: number): number {
    const group = owners[block]
    return group === undefined ? 1 : group.likelihood(group.size)
  }

  return {
    add: (facet, code) => {
      const [map, name] = facet === undefined ? [stems, code] : [keys, keyOf(facet, code)]
      const known = map.get(name)
      if (known !== undefined) return known
      const likelihood = facet === undefined ? ofStem : ofCode
      const value = give(facet === undefined ? 'stem' : `code:${facet}`, likelihood)
      map.set(name, value)
      return value
    },
    addThreshold,
    key: (key) => keys.get(key),
    stem: (stem) => stems.get(stem),
    reached: (facet, number) =>
      (thresholds.get(facet) ?? []).filter(({ least }) => number >= least).map(({ value }) => value),
    likelihood: (value) => likelihoodIn(value >>> 5),
    likelihoodIn,
    reserve: () => owners.push(reserved) * 32 - 32,
    get blocks() {
      return owners.length
    },
  }
}

const reserved: Group = { next: 0, size: 0, likelihood: () => 1 }

function ofStem(size: number): number {
  return Math.min(1, perEvent.stem / size)
}

function ofCode(size: number): number {
  return Math.min(1, perEvent.code / size)
}
