import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A program of ours under plain node, beside the bench. */
export interface Process extends AsyncDisposable {
  readonly child: ChildProcess
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
}

const root = new URL('../..', import.meta.url).pathname

/** Ended with this process, however that ends. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts it and waits until it prints `ready`. @throws Error with what it said when it ends before */
export async function startProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: string,
): Promise<Process> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.add(child)
  const ended = once(child, 'exit').then(() => running.delete(child))
  let said = ''
  const told = Promise.withResolvers<void>()
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
    if (text.includes(ready)) told.resolve()
  })
  ended.then(() => told.reject(new Error(`${args[0]} ended before it was ready:\n${said}`)))
  await told.promise
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(late)
  }
  return { child, stop, [Symbol.asyncDispose]: stop }
}
