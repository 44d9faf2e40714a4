import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installSynapse } from './install.ts'
import { type Account, type RegisterOptions, registerAccount } from './register.ts'
import { type Limits, logging, serverName, settings, signingKey } from './settings.ts'

/** What another process needs to reach a homeserver and make accounts on it. */
export interface Homeserver {
  readonly url: string
  readonly serverName: string
  readonly sharedSecret: string
}

export interface Synapse extends Homeserver {
  /** @throws Error with what the server answered */
  register(name: string, options?: RegisterOptions): Promise<Account>
}

export interface OwnSynapse extends Synapse {
  /** Ends the server that was started, and its data; one found by SYNAPSE_URL stays. */
  stop(): Promise<void>
}

export interface ProvisionOptions {
  /** Of a server that we start; one found by SYNAPSE_URL has its own. */
  readonly limits?: Limits
  /** Told of what takes long. */
  readonly say?: (line: string) => void
}

/** The homeserver of SYNAPSE_URL, else one of our own on loopback, else why there is none. @throws Error when it fails to start */
export async function provisionSynapse(
  options: ProvisionOptions = {},
): Promise<OwnSynapse | { readonly skipped: string }> {
  const url = process.env.SYNAPSE_URL
  if (url !== undefined && url !== '') return findSynapse(url.replace(/\/+$/, ''))
  const installed = await installSynapse(options.say ?? (() => undefined))
  if ('skipped' in installed) return installed
  for (let tries = 1; ; tries++) {
    try {
      return await startSynapse(installed.folder, options.limits ?? 'raised')
    } catch (error) {
      // Somebody may have taken the free port before Synapse did.
      if (tries === 3 || !/address already in use/i.test(String(error))) throw error
    }
  }
}

/** The same homeserver seen from another process. */
export function reachSynapse(homeserver: Homeserver): Synapse {
  return { ...homeserver, register: (name, options) => registerAccount(homeserver, name, options) }
}

async function findSynapse(url: string): Promise<OwnSynapse | { skipped: string }> {
  const sharedSecret = process.env.SYNAPSE_SHARED_SECRET
  if (sharedSecret === undefined || sharedSecret === '')
    return { skipped: 'SYNAPSE_URL is set, but SYNAPSE_SHARED_SECRET (to make accounts) is not' }
  const { userId } = await registerAccount({ url, sharedSecret }, 'probe')
  const found = reachSynapse({ url, sharedSecret, serverName: userId.slice(userId.indexOf(':') + 1) })
  return { ...found, stop: async () => undefined }
}

async function startSynapse(folder: string, limits: Limits): Promise<OwnSynapse> {
  const data = await mkdtemp(join(tmpdir(), 'vigie-synapse-'))
  const port = await freePort()
  const sharedSecret = randomBytes(16).toString('hex')
  const config = join(data, 'homeserver.json')
  await writeFile(config, JSON.stringify(settings({ data, port, sharedSecret, limits })))
  await writeFile(join(data, 'log.json'), JSON.stringify(logging(data)))
  await writeFile(join(data, 'signing.key'), signingKey())
  // Its standard input is what tells it that we are gone, also when we are killed (serve.py).
  const server = spawn(join(folder, 'bin', 'python'), [join(import.meta.dirname, 'serve.py'), config, data], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    cwd: '/',
  })
  const said = collect(server)
  const stop = async () => {
    await end(server)
    await rm(data, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  try {
    await untilItAnswers(url, server)
  } catch (error) {
    const log = await readFile(join(data, 'synapse.log'), 'utf8').catch(() => '')
    await stop()
    throw new Error(`Synapse did not start: ${said()}\n${log.slice(-2000)}`, { cause: error })
  }
  return { ...reachSynapse({ url, serverName, sharedSecret }), stop }
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined)
      throw new Error('it ended')
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    if (answer?.ok === true) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('it did not answer within 60 s')
}

/** Closes its standard input, on which it ends by itself; kills it when it has not within 5 s. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const closed = new Promise((done) => server.once('close', done))
  const late = setTimeout(() => server.kill('SIGKILL'), 5000)
  server.stdin?.end()
  await closed
  clearTimeout(late)
}

/** Keeps the last that it said, for an error. */
function collect(server: ChildProcess): () => string {
  let said = ''
  server.on('error', (error) => {
    said += error.message
  })
  server.stdin?.on('error', () => undefined)
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  return () => said.trim()
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => done(port))
    })
  })
}
