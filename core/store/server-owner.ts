import { readFile, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { endSession, type KeptSession, keepSession } from './kept-session.ts'
import { type Access, olderUrl, readAccess, urlFor } from './server-access.ts'
import { endGently, isAlive } from './server-process.ts'

/** Another process runs the database of this folder. */
export class FolderHeld extends Error {
  override readonly name = 'FolderHeld'
  readonly folder: string
  /** The Vigie that holds it, or PostgreSQL itself when that could not be asked. */
  readonly pid: number
  /** Of the running database, as EmbeddedDatabase has them. */
  readonly url: string
  readonly migrationUrl: string

  constructor(folder: string, pid: number, running: Addresses) {
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
export function own(url: string): Promise<KeptSession> {
  return keepSession({ url, name: ownerName(process.pid) })
}

/** This process, as it is named in the folder: a session may be lost, and another process have its number one day. */
export async function ownerRecord(): Promise<NonNullable<Access['owner']>> {
  return { pid: process.pid, since: await startOf(process.pid) }
}

/** When a process began, in the system's own terms; empty where the system does not say it in a file. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program, in parentheses, may hold anything; the start is the twentieth word after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

async function isOwned({ owner }: Access): Promise<boolean> {
  return owner !== undefined && isAlive(owner.pid) && owner.since === (await startOf(owner.pid))
}

/** ms that a server is given to answer, and the sessions of a Vigie that is gone to end. */
const patience = 10_000

/**
 * Stops a server that runs on the folder though the Vigie that started it is gone: that process has ended, and nobody of
 * a Vigie is in the database. @throws FolderHeld
 */
export async function stopOrphan(data: string): Promise<void> {
  const access = await readAccess(data)
  // Its server may have ended, or be starting again: it is still its own to start and to stop.
  if (access !== undefined && (await isOwned(access)))
    throw new FolderHeld(data, access.owner?.pid ?? process.pid, addressesOf(access))
  for (const until = performance.now() + patience; ; await pause(100)) {
    const running = await readRunning(data, access)
    if (running === undefined) return
    const users = await usersOf(running)
    const owner = users?.map((name) => /^vigie owner (\d+)$/.exec(name)?.[1]).find((pid) => pid !== undefined)
    if (owner !== undefined) throw new FolderHeld(data, Number(owner), running)
    const isOver = performance.now() > until
    // One that never answers is stopped where it is known to be the server of this folder, whose owner is gone.
    const isOrphan = users?.length === 0 || (isOver && users === undefined && access?.owner !== undefined)
    if (isOrphan && (await serves(running.pid, data))) return endOrphan(running.pid)
    if (isOver || isOrphan) throw new FolderHeld(data, running.pid, running)
  }
}

async function endOrphan(pid: number): Promise<void> {
  const kill = (signal: NodeJS.Signals) => {
    if (isAlive(pid)) process.kill(pid, signal)
  }
  await endGently(kill, async (within) => {
    for (const until = performance.now() + within; isAlive(pid); await pause(50))
      if (performance.now() > until) return false
    return true
  })
}

const names = z.array(z.object({ name: z.string() }))

/** Names of the sessions that a Vigie has in the server; undefined when it does not answer. */
async function usersOf({ adminUrl }: Running): Promise<string[] | undefined> {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query(
      "select application_name as name from pg_stat_activity where application_name like 'vigie %'",
    )
    return names.parse(rows).map(({ name }) => name)
  } catch {
    return undefined
  } finally {
    await endSession(client)
  }
}

/** Whether that process works in the folder, as its server does; believed where the system has no such file. */
async function serves(pid: number, data: string): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const place = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
  return place === (await realpath(data))
}

interface Addresses {
  readonly url: string
  readonly migrationUrl: string
}

interface Running extends Addresses {
  readonly pid: number
  /** In a database that is always there. */
  readonly adminUrl: string
}

function addressesOf(access: Access): Addresses {
  return { url: urlFor(access, 'run'), migrationUrl: urlFor(access, 'admin') }
}

/** Undefined when no server runs; a file left by a crash is left to PostgreSQL, which replaces it. */
async function readRunning(data: string, access: Access | undefined): Promise<Running | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  if (access === undefined) {
    const port = Number(lines[3])
    const url = olderUrl(port)
    return { pid, url, migrationUrl: url, adminUrl: olderUrl(port, 'postgres') }
  }
  return { pid, ...addressesOf(access), adminUrl: urlFor(access, 'admin', 'postgres') }
}
