import { median, percentile } from './report.ts'

export const bots = ['vigie', 'echo'] as const
export type BotName = (typeof bots)[number]

export interface Turn {
  /** ms of each round trip. */
  readonly trips: readonly number[]
  /** ms of all of them. */
  readonly total: number
}

/** Vigie's time to the echo bot's. */
const target = 1.5

const heads = ['bot', 'p50 ms', 'p95 ms', 'trips/s', 'p50 ratio', 'time ratio']

/** A line a command and bot; ratios to the echo bot. */
export function printTrips(measured: ReadonlyMap<string, Readonly<Record<BotName, readonly Turn[]>>>): void {
  const width = Math.max(...[...measured.keys()].map((name) => name.length))
  const line = (first: string, cells: readonly string[]) =>
    console.log(`  ${first.padEnd(width)}${cells.map((cell) => cell.padStart(11)).join('')}`)
  line('', heads)
  for (const [name, turns] of measured) {
    const sums = { vigie: summary(turns.vigie), echo: summary(turns.echo) }
    for (const bot of bots) {
      const { p50, p95, rate } = sums[bot]
      const ratios = bot === 'echo' ? [] : [p50 / sums.echo.p50, sums.echo.rate / rate].map(judged)
      line(bot === 'vigie' ? name : '', [bot, p50.toFixed(0), p95.toFixed(0), rate.toFixed(1), ...ratios])
    }
  }
  console.log(`  ratios are to the echo bot's; the target is ${target} at most, what is beyond is marked !`)
  console.log(
    '  what follows an answer within seconds (its index, cards that change with it) is in it only as load',
  )
}

function judged(ratio: number): string {
  return `${ratio > target ? '! ' : ''}${ratio.toFixed(2)}`
}

function summary(turns: readonly Turn[]): { p50: number; p95: number; rate: number } {
  const trips = turns.flatMap((turn) => turn.trips)
  const total = turns.reduce((sum, turn) => sum + turn.total, 0)
  return { p50: median(trips), p95: percentile(trips, 0.95), rate: (1000 * trips.length) / total }
}
