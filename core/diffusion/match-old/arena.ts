/**
 * Runs of 32-bit integers in one array. What a run leaves when it grows is given to the next that wants that size, so
 * that the gaps stay a small part of the whole.
 */
export interface Arena {
  /** Replaced when it grows: read it anew after each `take`. */
  readonly ints: Int32Array
  /** Offset of a run of `sizes[rank]` integers. */
  take(rank: number): number
  give(start: number, rank: number): void
}

/** Capacities that runs may have: 8, 12, 16, 24, 32, 48… */
export const sizes: readonly number[] = Array.from(
  { length: 56 },
  (_, at) => (at % 2 === 0 ? 8 : 12) * 2 ** (at >> 1),
)

export function createArena(): Arena {
  let ints = new Int32Array(1 << 12)
  let length = 0
  const free: number[][] = sizes.map(() => [])

  return {
    get ints() {
      return ints
    },
    take: (rank) => {
      const known = free[rank]?.pop()
      if (known !== undefined) return known
      const start = length
      length += sizes[rank] ?? 0
      if (length > ints.length) {
        const larger = new Int32Array(Math.max(length, 2 * ints.length))
        larger.set(ints)
        ints = larger
      }
      return start
    },
    give: (start, rank) => void free[rank]?.push(start),
  }
}
