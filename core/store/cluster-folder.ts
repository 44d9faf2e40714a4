import { randomUUID } from 'node:crypto'
import { link, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeFolder } from '../make-folder.ts'
import { isAlive } from './server-process.ts'

/** The folder cannot be that of the embedded database: what lies in it is not Vigie's, or another process is making it. */
export class FolderRefused extends Error {
  override readonly name = 'FolderRefused'
  readonly folder: string
  /** `mark`: the file that says that `pid` makes the cluster. */
  readonly why: 'foreign' | { readonly mark: string; readonly pid: number }

  constructor(folder: string, why: FolderRefused['why'] = 'foreign') {
    super(`${folder} ${why === 'foreign' ? 'is not a cluster of Vigie' : `is being made by ${why.pid}`}`)
    this.folder = folder
    this.why = why
  }
}

/** Beside the folder, from before its cluster is made until it is whole: initdb wants an empty one. */
const markOf = (data: string) => `${data}.being-made`

interface Mark {
  /** Of the folder: another that took its place is not the one that we made. */
  readonly inode: string
  readonly pid: number
}

/** What lies in the folder. A half-made cluster is one that a process of ours was making when it died. */
type Look = { readonly mark: Mark | undefined } & (
  | { readonly is: 'nothing' | 'cluster' | 'foreign' }
  | { readonly is: 'half-made'; readonly names: readonly string[] }
  | { readonly is: 'in-making'; readonly pid: number }
)

async function lookAt(data: string): Promise<Look> {
  const mark = await readMark(data)
  const names = await namesIn(data)
  // Another process began or ended in between.
  if (!isSame(mark, await readMark(data))) return lookAt(data)
  const own = mark !== undefined && mark.inode === (await inodeOf(data))
  // Where a server ran it was whole, whatever is said by a mark that came back with a power cut or a backup.
  if (names.includes('PG_VERSION') && (!own || names.includes('postmaster.opts')))
    return { is: 'cluster', mark }
  if (own && mark.pid !== process.pid && isAlive(mark.pid)) return { is: 'in-making', mark, pid: mark.pid }
  if (names.length === 0) return { is: 'nothing', mark }
  return own && names.every((name) => ofMaking.test(name))
    ? { is: 'half-made', mark, names }
    : { is: 'foreign', mark }
}

/** Whether a cluster stands in the folder; nothing is changed. */
export async function isCluster(data: string): Promise<boolean> {
  return (await lookAt(data)).is === 'cluster'
}

/** ms that another process is waited for that makes the cluster: it takes seconds. */
const longestMaking = 60_000

/**
 * Has `fill` make a cluster in the folder unless one stands there, under a mark that lets the next start begin again
 * should this one die. Nothing that lies in the folder is deleted but such a beginning.
 * @returns whether it was made now @throws FolderRefused
 */
export async function makeCluster(data: string, fill: () => Promise<void>): Promise<boolean> {
  const until = performance.now() + longestMaking
  for (;;) {
    const look = await lookAt(data)
    if (look.is === 'cluster') return false
    if (look.is === 'foreign') throw new FolderRefused(data)
    if (look.is === 'in-making') {
      if (performance.now() > until) throw new FolderRefused(data, { mark: markOf(data), pid: look.pid })
      await pause(100)
      continue
    }
    if (look.is === 'half-made')
      for (const name of look.names) await rm(join(data, name), { recursive: true })
    await makeFolder(data)
    if (!(await leaveMark(data, look.mark))) continue
    await fill()
    await rm(markOf(data))
    await syncFolder(dirname(data))
    return true
  }
}

/** What lies at the top of a cluster that no server has run on: by initdb, and by server-access.ts. */
const ofMaking =
  /^(base|global|pg_[a-z_]+|pg_(hba|ident)\.conf|PG_VERSION|postgresql(\.auto)?\.conf|postmaster\.pid|vigie-access\.json(\.[\da-f-]+)?)$/

/** What was taken out of it is gone for good: here, before the first row is written. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  await using folder = await open(path, 'r')
  await folder.sync()
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** The mark appears whole, in the place of one whose process is no more. @returns false when another process was first */
async function leaveMark(data: string, dead: Mark | undefined): Promise<boolean> {
  const mark = markOf(data)
  const draft = `${mark}.${randomUUID()}`
  if (dead !== undefined && isSame(dead, await readMark(data))) await rm(mark, { force: true })
  try {
    {
      await using file = await open(draft, 'wx', 0o600)
      await file.writeFile(`${await inodeOf(data)} ${process.pid}\n`)
      await file.sync()
    }
    await link(draft, mark)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    if ((await readMark(data)) === undefined) throw new FolderRefused(mark)
    return false
  } finally {
    await rm(draft, { force: true })
  }
  return true
}

/** Undefined when there is none, or the file is not ours. */
async function readMark(data: string): Promise<Mark | undefined> {
  const text = await readFile(markOf(data), 'utf8').catch(() => '')
  const [, inode, pid] = /^(\d+) (\d+)\n$/.exec(text) ?? []
  return inode === undefined ? undefined : { inode, pid: Number(pid) }
}

function isSame(one: Mark | undefined, other: Mark | undefined): boolean {
  return one?.inode === other?.inode && one?.pid === other?.pid
}

async function inodeOf(folder: string): Promise<string | undefined> {
  const found = await stat(folder, { bigint: true }).catch(() => undefined)
  return found?.ino.toString()
}
