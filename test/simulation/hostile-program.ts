import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

/** The whole program as `npm start` runs it, on an embedded database of its own, with the people of the demo. */
export interface Program extends AsyncDisposable {
  readonly url: string
  readonly socket: string
  /** Mail addresses of the directory. */
  readonly people: readonly string[]
  /** What the operator types after `npm run vigie --`. @returns what is printed */
  vigie(...words: string[]): Promise<string>
  /** A token that opens everything, 100,000 times a minute. */
  token(email: string): Promise<string>
  /** A number of the page of metrics; 0 when it is not there. */
  metric(name: string): Promise<number>
  /** Bytes that it holds once the rubbish has been collected: what is resident says more of when that was done last. */
  live(): Promise<number>
  /** What was logged as an error, or worse. */
  errors(): readonly string[]
  running(): boolean
}

/** Collects the rubbish whenever it is told to. */
const collecting = ['--expose-gc', '--import', 'data:text/javascript,process.on("SIGUSR2",()=>gc())']

const logged = z.object({ level: z.number(), msg: z.string() })

export async function startProgram(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-hostile-'))
  const env = { ...process.env, VAR_DIR: folder, HTTP_PORT: '0', LOG_LEVEL: 'warn', UNDO_SECONDS: '0' }
  const program = spawn('node', [...collecting, 'adapters/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  const errors: string[] = []
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  let rest = ''
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n')
    rest = lines.pop() ?? ''
    errors.push(...lines.filter(isError))
  })
  program.once('exit', (code, signal) => {
    if (signal !== 'SIGTERM' && code !== 0) errors.push(`ended with ${code ?? signal}: ${rest}`)
  })
  for (let tries = 0; !out.includes('Vigie est prête'); tries += 1) {
    if (program.exitCode !== null || tries > 600) throw new Error(`Vigie did not start: ${out} ${rest}`)
    await pause(200)
  }
  const url = /http:\/\/\S+(?=\/docs)/.exec(out)?.[0] ?? ''
  const vigie = async (...words: string[]) =>
    (await run('node', ['adapters/cli/main.ts', ...words], { env })).stdout
  const data = 'adapters/demo/data/directory.csv'
  await vigie('import', 'annuaire', data)
  const people = [...(await readFile(data, 'utf8')).matchAll(/;([^;@\s]{1,64}@agri\.example);/g)].map(
    ([, email = '']) => email,
  )
  const metric = async (name: string) => {
    const page = await (await fetch(`${url}/metrics`)).text()
    const line = page.split('\n').find((one) => one.startsWith(`${name} `))
    return Number(line?.slice(name.length + 1) ?? 0)
  }
  return {
    url,
    socket: join(folder, 'vigie.sock'),
    people,
    vigie,
    token: async (email) => {
      const made = await vigie('token', 'creer', email, '--droits', 'tous', '--limite', '100000')
      return /vgi_[\w-]+/.exec(made)?.[0] ?? ''
    },
    metric,
    live: async () => {
      program.kill('SIGUSR2')
      await pause(1000)
      const held = await Promise.all(
        ['nodejs_heap_size_used_bytes', 'nodejs_external_memory_bytes'].map(metric),
      )
      return held.reduce((sum, bytes) => sum + bytes, 0)
    },
    errors: () => errors,
    running: () => program.exitCode === null && program.signalCode === null,
    [Symbol.asyncDispose]: async () => {
      const ended = program.exitCode === null ? once(program, 'exit') : undefined
      program.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function isError(line: string): boolean {
  try {
    const read = logged.safeParse(JSON.parse(line))
    return read.success ? read.data.level >= 50 : line.trim() !== ''
  } catch {
    return line.trim() !== ''
  }
}
