import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, chown, cp, lstat, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Whom PostgreSQL runs as: ourselves, or, when we are root (which it refuses), an ordinary user of the machine. */
export interface ServerUser {
  readonly uid?: number
  readonly gid?: number
}

export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {}
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const entry = ['postgres', 'nobody']
    .map((name) => lines.find((line) => line[0] === name))
    .find((line) => line !== undefined)
  if (entry === undefined)
    throw new Error('PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody"')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

export async function giveTo({ uid, gid }: ServerUser, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}

/**
 * Starts `program` as that user, without a capability of ours. Folders that he owns may lie under some that are closed
 * to him (a clone in /root): they are handed to him open, and `parameters` are written with the names that those have
 * for him. Its errors come on stderr.
 */
export async function spawnAs(
  { uid, gid }: ServerUser,
  program: string,
  folders: readonly string[],
  parameters: (names: readonly string[]) => readonly string[],
  {
    stdin = 'ignore',
    ...options
  }: Pick<SpawnOptions, 'detached'> & { readonly stdin?: 'ignore' | 'pipe' } = {},
): Promise<ChildProcess> {
  if (uid === undefined || gid === undefined)
    return spawn(program, [...parameters(folders)], {
      ...options,
      cwd: '/',
      stdio: [stdin, 'ignore', 'pipe'],
    })
  const opened = await Promise.all(
    folders.map((folder) => open(folder, constants.O_RDONLY | constants.O_DIRECTORY)),
  )
  try {
    const names = opened.map((_, index) => `/proc/self/fd/${3 + index}`)
    const stdio = [stdin, 'ignore', 'pipe', ...opened.map(({ fd }) => fd)] as const
    return spawn(program, [...parameters(names)], { ...options, uid, gid, cwd: '/', stdio: [...stdio] })
  } finally {
    await Promise.all(opened.map((folder) => folder.close()))
  }
}

/**
 * The folder of PostgreSQL's programs, or a copy of it that the user can reach: PostgreSQL asks for the real name of its
 * own file, which a closed folder hides. Only root ever needs the copy; it is made once a machine.
 */
export async function openToUser(user: ServerUser, folder: string): Promise<string> {
  if (user.uid === undefined || (await isOpen(folder))) return folder
  const { mtimeMs, ino } = await stat(join(folder, 'bin', 'postgres'))
  const copy = join(tmpdir(), `vigie-postgres-${ino}-${Math.trunc(mtimeMs)}`)
  if (await isRoots(copy)) return copy
  const making = await mkdtemp(`${copy}-`)
  await cp(folder, making, { recursive: true, verbatimSymlinks: true })
  await chmod(making, 0o755)
  try {
    await rename(making, copy)
    return copy
  } catch {
    // Another process may have made it meanwhile: theirs is as good. What anybody else put there is not run.
    if (!(await isRoots(copy))) return making
    await rm(making, { recursive: true, force: true })
    return copy
  }
}

/** A folder that root made, and nobody else may write in: in a place for everybody, a name proves nothing. */
async function isRoots(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === 0 && (found.mode & 0o022) === 0
}

/** Whether anybody may pass through the folder and all those above it. */
async function isOpen(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined || (found.mode & 0o001) === 0) return false
  const above = dirname(folder)
  return above === folder || isOpen(above)
}

/** Writes a file whole, that only its owner reads. */
export async function writeSecret(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  await using file = await open(draft, 'wx', 0o600)
  await file.writeFile(content)
  await file.sync()
  await rename(draft, path)
}
