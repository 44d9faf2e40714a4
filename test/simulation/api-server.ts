import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface ApiServer extends AsyncDisposable {
  readonly url: string
  /** Of a central agent who may do everything by API. */
  readonly token: string
  /** What the program has said. */
  said(): string
}

/** Who acts: of a central structure, since some acts are theirs alone. */
const email = 'helene.marchetti@agri.example'
/** As many as may be asked in a minute by who has no limit of his own to speak of. */
const unlimited = '100000'

/** The whole program on an embedded PostgreSQL of its own, as `npm start` runs it, with invented agents and events. */
export async function startApiServer(): Promise<ApiServer> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-api-'))
  const env = {
    ...process.env,
    VAR_DIR: folder,
    HTTP_PORT: '0',
    LOG_LEVEL: 'error',
    TRUST_PROXY: '127.0.0.1',
  }
  const server = spawn('node', ['adapters/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const stop = async () => {
    await end(server)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const url = await urlOf(server, () => said)
    const operate = async (...args: string[]) =>
      (await promisify(execFile)('node', ['adapters/cli/main.ts', ...args], { env })).stdout
    await operate('import', 'annuaire', 'adapters/demo/data/directory.csv')
    await operate('import', 'regles', 'adapters/demo/data/rules.csv')
    await operate('cadence', email, unlimited)
    const made = await operate('token', 'creer', email, '--droits', 'tous', '--limite', unlimited)
    const token = /vgi_\S{43}/.exec(made)?.[0] ?? ''
    await seed(url, token)
    return { url, token, said: () => said, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function urlOf(server: ChildProcess, said: () => string): Promise<string> {
  while (!said().includes('Vigie est prête')) {
    const [code] = await Promise.race([once(server, 'exit'), once(server.stdout ?? server, 'data')])
    if (typeof code === 'number') throw new Error(`Vigie does not start:\n${said()}`)
  }
  return /(http:\/\/\S+)\/v1,/.exec(said())?.[1] ?? ''
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  server.kill('SIGTERM')
  await once(server, 'exit')
}

/** Events for the examples of the documentation to find: drafts, published and closed ones. */
async function seed(url: string, token: string): Promise<void> {
  const send = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(`${url}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`)
  }
  const fields = {
    type: 'alerte-locale',
    receptionDate: '2026-01-05',
    source: 'consommateur',
    description: 'Odeur',
  }
  for (let rank = 1; rank <= 15; rank++) {
    await send('/events', { kind: 'food-product', fields })
    const number = `/events/A-${new Date().getFullYear()}.${rank}`
    if (rank > 3) await send(`${number}/publish`, {})
    if (rank > 13) await send(`${number}/close`, {})
  }
}
