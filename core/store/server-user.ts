import { readFile } from 'node:fs/promises'

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
