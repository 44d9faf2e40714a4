import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Bench, makeBench } from './fixture.ts'
import { getThing, openThings } from './store-tools.ts'

/** A process of ours under plain node, and the lines that it prints. */
function start(
  file: string,
  bench: Bench,
  ...more: string[]
): { child: ChildProcess; lines: AsyncIterable<string> } {
  const { url, lease } = bench
  const child = spawn('node', [join(import.meta.dirname, file), url, lease.name, lease.holder, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { child, lines: createInterface({ input: child.stdout }) }
}

/** What it printed until it was killed, which happens after so many lines. */
async function killedAfter(count: number, file: string, bench: Bench, ...more: string[]): Promise<string[]> {
  const { child, lines } = start(file, bench, ...more)
  const exited = once(child, 'exit')
  const said: string[] = []
  for await (const line of lines) {
    said.push(line)
    if (said.length === count) child.kill('SIGKILL')
  }
  await exited
  return said
}

describe('a process that is killed in the midst of writing', () => {
  it('leaves everything that was complete, for the next one to go on', async () => {
    await using bench = await makeBench()
    let written = 0
    for (const count of [1, 2, 7, 30, 101, 250]) {
      const said = (await killedAfter(count, 'writer.ts', bench, String(written))).map(Number)
      expect(said.length).toBeGreaterThanOrEqual(count)
      const { indexedDB } = await bench.open()
      const databases = [await openThings(indexedDB, 'one'), await openThings(indexedDB, 'two')] as const
      for (const n of said)
        expect(await getThing(databases[(n - written) % 2 === 0 ? 0 : 1], n)).toMatchObject({ n })
      written += 1000
    }
    expect(bench.fatal).toEqual([])
  })
})

describe('the device of the crypto library', () => {
  const device = z.object({ curve25519: z.string(), ed25519: z.string(), signing: z.array(z.boolean()) })

  it('is the same in every process, whatever killed the one before', async () => {
    await using bench = await makeBench()
    const read = async (...more: string[]) =>
      device.parse(JSON.parse((await killedAfter(1, 'device.ts', bench, ...more))[0] ?? ''))
    const first = await read('sign')
    expect(first.signing).toEqual([true, true, true])
    expect(await read()).toEqual(first)
    expect(await read()).toEqual(first)
  })
})
