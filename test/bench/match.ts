import { parseArgs } from 'node:util'
import { createSubscriptionIndex } from '#core/diffusion/match/subscription-index.ts'
import { prepareFacts } from '#core/query/evaluate.ts'
import { measurePostgres } from './match-postgres.ts'
import { measureSift } from './match-sift.ts'
import { factsOf, happeningOf, treeOf, wantedOf } from './match-workload.ts'
import { median, percentile, progress, rate } from './report.ts'

const today = '2026-11-22'
const runs = 5

/**
 * One event against many subscriptions: our index, and beside it an indexed PostgreSQL table and the npm package sift,
 * on the same seeded subscriptions and events. The peers' answers must be ours before anything is timed.
 */
export async function runMatchBench(rest: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...rest],
    options: { n: { type: 'string' }, alone: { type: 'boolean' } },
  })
  const sizes = values.n === undefined ? [100_000, 1_000_000] : [Number(values.n)]
  if (sizes.some((size) => !Number.isInteger(size) || size < 1))
    throw new Error(`--n wants a number, not "${values.n}"`)
  for (const size of sizes) await benchOf(size, values.alone === true)
}

async function benchOf(size: number, alone: boolean): Promise<void> {
  console.log(`\n${size.toLocaleString('en')} subscriptions`)
  const index = createSubscriptionIndex()
  const bar = progress('index', size)
  const began = performance.now()
  for (let id = 1; id <= size; id++) {
    index.put(id, treeOf(wantedOf(id)))
    if (id % 10_000 === 0) bar.at(id)
  }
  bar.done()
  console.log(`  built in ${((performance.now() - began) / 1000).toFixed(1)} s, workload included`)

  const events = Array.from({ length: size > 300_000 ? 500 : 2000 }, (_, number) => happeningOf(number))
  const facts = events.map(factsOf)
  const prepared = facts.map(prepareFacts)
  const counts = facts.map((one) => index.match(one, today).length)
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  console.log(`  ${Math.round(mean)} subscriptions match an event on average`)
  const ours = measure('index, text of 80 words analysed before', prepared, (one) =>
    index.matchPrepared(one, today),
  )
  measure('index, analysing the text as well', facts, (one) => index.match(one, today))
  if (alone) return

  const find = (number: number) => index.match(factsOf(happeningOf(number)), today)
  compare('PostgreSQL', ours, await measurePostgres(size, size > 300_000 ? 20 : 300, find))
  compare('sift', ours, measureSift(size, size > 300_000 ? 2 : 10, find))
}

/** Events a second, of the median run. */
function measure<T>(name: string, events: readonly T[], match: (event: T) => number[]): number {
  const rates: number[] = []
  const micros: number[][] = []
  for (let run = 0; run <= runs; run++) {
    const own = events.map((event) => {
      const start = performance.now()
      match(event)
      return (performance.now() - start) * 1000
    })
    // The first run warms up.
    if (run === 0) continue
    micros.push(own)
    rates.push((1e6 * own.length) / own.reduce((sum, one) => sum + one, 0))
  }
  const p50 = median(micros.map((own) => percentile(own, 0.5)))
  const p99 = median(micros.map((own) => percentile(own, 0.99)))
  console.log(
    `  ${name}: ${rate(median(rates))} events/s (best run ${rate(Math.max(...rates))}), p50 ${p50.toFixed(0)} µs, p99 ${p99.toFixed(0)} µs`,
  )
  return median(rates)
}

function compare(name: string, ours: number, theirs: number): void {
  console.log(`  ${name}: ${rate(theirs)} events/s; the index answers ${rate(ours / theirs)} times as many`)
}
