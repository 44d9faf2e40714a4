import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { Vigie } from '#test/adapters/matrix/vigie.ts'
import { until } from './matrix-until.ts'

/** Vigie as production runs it: plain node on adapters/main.ts. */
export interface BotProcess {
  /** How the account is served from here, as its log says; undefined before it says anything. */
  state(): string | undefined
  /** Resolves when its log says so. @throws Error with the log */
  reaches(state: 'waiting' | 'serving'): Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>
  /** What it logged, for an error. */
  log(): string
}

const stated = z.object({ state: z.string() })

export function startProcess(vigie: Pick<Vigie, 'env'>, env: Record<string, string> = {}): BotProcess {
  const child = spawn('node', ['adapters/main.ts'], {
    env: { ...process.env, ...vigie.env, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines: string[] = []
  let state: string | undefined
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n').filter((one) => one !== '')) {
      lines.push(line)
      state = stateIn(line) ?? state
    }
  })
  const log = () => lines.slice(-30).join('\n')
  return {
    state: () => state,
    reaches: async (wanted) => {
      await until(`the process to be ${wanted}`, 60_000, () => state === wanted || isOver(child)).catch(
        (error: unknown) => {
          throw new Error(log(), { cause: error })
        },
      )
      if (state !== wanted) throw new Error(`the process ended:\n${log()}`)
    },
    signal: (name) => child.kill(name),
    kill: async () => {
      if (isOver(child)) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    log,
  }
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function stateIn(line: string): string | undefined {
  try {
    return stated.safeParse(JSON.parse(line)).data?.state
  } catch {
    return undefined
  }
}
