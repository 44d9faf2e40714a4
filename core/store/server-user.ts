import { chmod, cp, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
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

/**
 * The command line that runs `command` as that user. As root, through setpriv of util-linux, with the one capability
 * that lets it pass through folders of ours that are closed to others (a clone in /root).
 */
export function asServerUser(
  user: ServerUser,
  command: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  if (user.uid === undefined) return command
  return [
    'setpriv',
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    ...command,
  ]
}

/**
 * The folder of PostgreSQL's programs, or a copy of it that the user can reach: PostgreSQL looks for its own files with the
 * user's bare rights, which do not pass through a closed folder. Only root ever needs the copy; it is made once a machine.
 */
export async function openToUser(user: ServerUser, folder: string): Promise<string> {
  if (user.uid === undefined || (await isOpen(folder))) return folder
  const { mtimeMs, ino } = await stat(join(folder, 'bin', 'postgres'))
  const copy = join(tmpdir(), `vigie-postgres-${ino}-${Math.trunc(mtimeMs)}`)
  if (await isOpen(join(copy, 'bin'))) return copy
  const making = await mkdtemp(`${copy}-`)
  await cp(folder, making, { recursive: true, verbatimSymlinks: true })
  await chmod(making, 0o755)
  // Another process may have made it meanwhile: theirs is as good.
  await rename(making, copy).catch(() => rm(making, { recursive: true, force: true }))
  return copy
}

/** Whether anybody may pass through the folder and all those above it. */
async function isOpen(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined || (found.mode & 0o001) === 0) return false
  const above = dirname(folder)
  return above === folder || isOpen(above)
}
