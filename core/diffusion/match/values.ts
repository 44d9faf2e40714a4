import { keyOf } from '../../query/facts.ts'

/**
 * Numbers for the codes and stems that subscriptions name. A facet's codes get numbers from blocks of 32 of its own, so
 * that "one of these codes" is mostly one block number and one mask of bits.
 */
export interface Values {
  /** The number of a code (or of a stem, without facet), given one at first sight. */
  add(facet: string | undefined, code: string): number
  /** Undefined when no subscription ever named it. @param key `facet:code`, as in `Facts.keys` */
  key(key: string): number | undefined
  stem(stem: string): number | undefined
  /** How likely an event is to have the value: a guess from how many codes its facet is known to have. */
  likelihood(value: number): number
  /** How many blocks of 32 there are. */
  readonly blocks: number
}

/** Values an event is taken to have on a facet, and stems in its text: enough to rank the clauses of a subscription. */
const perEvent = { code: 2, stem: 100 } as const

interface Group {
  /** Next number to give; a multiple of 32 when the block is full. */
  next: number
  size: number
  readonly perEvent: number
}

export function createValues(): Values {
  const keys = new Map<string, number>()
  const stems = new Map<string, number>()
  const groups = new Map<string | undefined, Group>()
  /** By block. */
  const owners: Group[] = []

  function give(facet: string | undefined): number {
    let group = groups.get(facet)
    if (group === undefined) {
      group = { next: 0, size: 0, perEvent: facet === undefined ? perEvent.stem : perEvent.code }
      groups.set(facet, group)
    }
    if (group.next % 32 === 0) {
      group.next = owners.length * 32
      owners.push(group)
    }
    group.size++
    return group.next++
  }

  return {
    add: (facet, code) => {
      const [map, name] = facet === undefined ? [stems, code] : [keys, keyOf(facet, code)]
      const known = map.get(name)
      if (known !== undefined) return known
      const value = give(facet)
      map.set(name, value)
      return value
    },
    key: (key) => keys.get(key),
    stem: (stem) => stems.get(stem),
    likelihood: (value) => {
      const group = owners[value >>> 5]
      return group === undefined ? 1 : Math.min(1, group.perEvent / group.size)
    },
    get blocks() {
      return owners.length
    },
  }
}
