import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createEmailChannel } from '#adapters/email/email.ts'
import { systemClock } from '#core/clock.ts'
import type { Channel } from '#core/diffusion/channel.ts'
import { createMailTemplates } from '#templates/render.ts'
import { drainBare } from './fanout-bare.ts'
import { type Hall, openHall } from './fanout-hall.ts'
import { rate } from './report.ts'

/** Recipients of the fan-outs: each at half, once and twice the size, so that growth shows. */
const defaultSizes = [5_000, 10_000, 20_000, 50_000]

/**
 * One act told to many, by the real plan, queue and worker; beside it a bare graphile-worker that does nothing for as many
 * jobs, and a small event that is told while the large one is.
 */
export async function runFanoutBench(rest: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...rest],
    options: { n: { type: 'string', multiple: true }, file: { type: 'string' } },
  })
  const sizes = (values.n ?? defaultSizes).map(Number)
  if (sizes.some((size) => !Number.isInteger(size) || size < 100))
    throw new Error(`--n wants a number from 100, not "${values.n?.join(' ')}"`)
  console.log(
    '  recipients  channel  plan s  sent/s  bare graphile/s  bare / ours  small event ms  memory MB  proof s  MB  sealed s  MB',
  )
  for (const size of sizes) await benchOf(size, 'nothing')
  await benchOf(Number(values.file ?? 10_000), 'file')
}

async function benchOf(size: number, by: 'nothing' | 'file'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'))
  try {
    const channel = by === 'file' ? await fileChannel(join(folder, 'mailbox')) : noChannel
    await using hall = await openHall(join(folder, 'postgres'), channel, size)
    const bare = await drainBare(hall.store, size)
    const idle = process.memoryUsage().rss
    const told = await tell(hall)
    const proof = await measured(() => hall.prove())
    const sealed = await measured(() => hall.seal())
    const megabytes = (bytes: number) => ((bytes - idle) / 1e6).toFixed(0)
    console.log(
      [
        size.toLocaleString('en').padStart(12),
        by.padEnd(8),
        told.plan.toFixed(1).padStart(6),
        rate(size / told.seconds).padStart(7),
        rate(size / bare).padStart(16),
        (told.seconds / bare).toFixed(2).padStart(12),
        told.small.toFixed(0).padStart(15),
        megabytes(told.peak).padStart(10),
        proof.seconds.toFixed(1).padStart(8),
        megabytes(proof.peak).padStart(3),
        sealed.seconds.toFixed(1).padStart(9),
        megabytes(sealed.peak).padStart(3),
      ].join(' '),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface ToldIn {
  /** From the act to the first notice that left, in seconds: the plan. */
  readonly plan: number
  /** From the act to the last, in seconds. */
  readonly seconds: number
  /** ms from a small event's act to its only notice, in the middle of the large one's. */
  readonly small: number
  /** Bytes. */
  readonly peak: number
}

/** What a work takes: seconds, and at most so many bytes. */
async function measured(
  work: () => Promise<unknown>,
): Promise<{ readonly seconds: number; readonly peak: number }> {
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  try {
    const began = performance.now()
    await work()
    return { seconds: (performance.now() - began) / 1000, peak: Math.max(peak, process.memoryUsage().rss) }
  } finally {
    clearInterval(watch)
  }
}

async function tell(hall: Hall): Promise<ToldIn> {
  let plan = 0
  let small = 0
  const whole = await measured(async () => {
    const began = performance.now()
    await hall.act()
    await hall.sent(1)
    plan = (performance.now() - began) / 1000
    const all = hall.sent(hall.size)
    await hall.sent(hall.size / 4)
    small = await hall.timeSmall()
    await all
    await hall.recorded()
  })
  return { ...whole, plan, small }
}

const noChannel: Channel = {
  name: 'email',
  send: async (key) => ({ state: 'delivered', receipt: `<${key}@banc>` }),
}

async function fileChannel(path: string): Promise<Channel> {
  return createEmailChannel(
    { from: 'Vigie <vigie@banc.example>', transport: { type: 'folder', path }, links: {} },
    await createMailTemplates(),
    systemClock,
  )
}
