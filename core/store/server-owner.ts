import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { olderUrl, readAccess, urlFor } from './server-access.ts'
import { isAlive } from './server-process.ts'

/** Another process runs the database of this folder. */
export class FolderHeld extends Error {
  override readonly name = 'FolderHeld'
  readonly folder: string
  /** The Vigie that holds it, or PostgreSQL itself when that could not be asked. */
  readonly pid: number
  /** Of the running database, as EmbeddedDatabase has them. */
  readonly url: string
  readonly migrationUrl: string

  constructor(folder: string, pid: number, running: Running) {
    super(`${folder} is held by process ${pid}`)
    this.folder = folder
    this.pid = pid
    this.url = running.url
    this.migrationUrl = running.migrationUrl
  }
}

/** The Vigie that started a server keeps a session of this name with its process id, for the next one to see. */
const ownerName = (pid: number) => `vigie owner ${pid}`

/** Opens a session that shows that this process owns the server. */
export async function own(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: ownerName(process.pid) })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Stops a server that runs on the folder though the Vigie that started it is gone. @throws FolderHeld */
export async function stopOrphan(data: string): Promise<void> {
  const running = await readRunning(data)
  if (running === undefined) return
  const client = new pg.Client({ connectionString: running.adminUrl })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch {
    throw new FolderHeld(data, running.pid, running)
  }
  try {
    const owner = await client.query(
      "select application_name as name from pg_stat_activity where application_name like 'vigie owner %'",
    )
    if (owner.rows.length > 0) {
      const pid = Number(String(owner.rows[0]?.name ?? '').split(' ')[2])
      throw new FolderHeld(data, Number.isInteger(pid) ? pid : running.pid, running)
    }
  } finally {
    await client.end().catch(() => undefined)
  }
  process.kill(running.pid, 'SIGINT')
  for (let tries = 0; tries < 600 && isAlive(running.pid); tries++)
    await new Promise((done) => setTimeout(done, 50))
}

interface Running {
  readonly pid: number
  readonly url: string
  readonly migrationUrl: string
  /** In a database that is always there. */
  readonly adminUrl: string
}

/** Undefined when no server runs; a file left by a crash is left to PostgreSQL, which replaces it. */
async function readRunning(data: string): Promise<Running | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  const access = await readAccess(data)
  if (access === undefined) {
    const port = Number(lines[3])
    const url = olderUrl(port)
    return { pid, url, migrationUrl: url, adminUrl: olderUrl(port, 'postgres') }
  }
  return {
    pid,
    url: urlFor(access, 'run'),
    migrationUrl: urlFor(access, 'admin'),
    adminUrl: urlFor(access, 'admin', 'postgres'),
  }
}
