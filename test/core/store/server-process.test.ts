import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { stopServer } from '#core/store/server-process.ts'

const quick = { SIGINT: 200, SIGQUIT: 200, SIGKILL: 2000 }

/** A program that does not hear these signals, and leaves a child that holds what it says open. */
async function deaf(signals: readonly NodeJS.Signals[]) {
  const hears = signals.map((signal) => `process.on('${signal}', () => undefined)`).join(';')
  const program = spawn(
    process.execPath,
    [
      '-e',
      `${hears};
      require('node:child_process').spawn('sleep', ['3'], { stdio: 'inherit' });
      console.error('ready'); setInterval(() => undefined, 1000)`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await once(program.stderr, 'data')
  return program
}

describe('the stop of a server', () => {
  it.each<[hears: NodeJS.Signals, deafTo: readonly NodeJS.Signals[]]>([
    ['SIGINT', []],
    ['SIGQUIT', ['SIGINT']],
    ['SIGKILL', ['SIGINT', 'SIGQUIT']],
  ])('ends one that hears nothing before %s, whoever holds its output', async (signal, deafTo) => {
    const program = await deaf(deafTo)
    const begun = performance.now()
    await stopServer(program, quick)
    expect(program.signalCode).toBe(signal)
    expect(performance.now() - begun).toBeLessThan(2500)
    await stopServer(program, quick)
  })
})
