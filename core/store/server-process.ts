import type { ChildProcess } from 'node:child_process'
import { appendFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Takes the server down with a process that ends without stopping it. A signal that nobody else handles ends the
 * process as it would have; one that somebody handles is his. @returns what undoes this
 */
export function endWithProcess(server: ChildProcess): () => void {
  const onExit = () => void server.kill('SIGINT')
  const onSignal = (signal: NodeJS.Signals, code: number) => {
    if (process.listenerCount(signal) === 1) process.exit(128 + code)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  process.on('exit', onExit)
  for (const signal of signals) process.on(signal, onSignal)
  return () => {
    process.off('exit', onExit)
    for (const signal of signals) process.off(signal, onSignal)
  }
}

/** ms that PostgreSQL is waited for after each signal: it ends its sessions, then gives up its work, then is given up. */
const patience = { SIGINT: 10_000, SIGQUIT: 10_000, SIGKILL: 5000 }
type Patience = Readonly<typeof patience>
const ways = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const

/** Ends what runs, each time less gently: what a session of it, or the whole of it, does not hear must not keep it up. */
export async function endGently(
  kill: (signal: NodeJS.Signals) => void,
  hasEnded: (within: number) => Promise<boolean>,
  within: Patience = patience,
): Promise<void> {
  for (const signal of ways) {
    kill(signal)
    if (await hasEnded(within[signal])) return
  }
}

export async function stopServer(server: ChildProcess, within?: Patience): Promise<void> {
  server.ref()
  const end = exited(server)
  const hasEnded = (ms: number) => Promise.race([end.then(() => true), pause(ms, false, { ref: false })])
  if (await hasEnded(0)) return
  await endGently((signal) => server.kill(signal), hasEnded, within)
}

/** Resolves when the process itself has ended: what it said may be held open by a child of it. */
export function exited(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((done) => server.once('exit', () => done()).once('error', () => done()))
}

/** The embedded PostgreSQL, or a program that prepares its folder, ended by itself: `message` is what it said last. */
export class ServerFailed extends Error {
  override readonly name = 'ServerFailed'
}

/** @returns what the program said, once it has ended well @throws ServerFailed with what it said otherwise */
export async function ended(program: ChildProcess, name: string): Promise<string> {
  const said = collect(program)
  const code = await new Promise<number | null>((done, fail) =>
    program.once('error', fail).once('close', done),
  )
  if (code !== 0) throw new ServerFailed(`${name}: ${said()}`)
  return said()
}

/** Keeps the last lines that a process said, for an error; all of them in `file`, for its owner alone, when one is named. */
export function collect(process: ChildProcess, file?: string): () => string {
  let said = ''
  process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
    if (file !== undefined) appendFile(file, text, { mode: 0o600 }).catch(() => undefined)
  })
  return () => said.trim()
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
