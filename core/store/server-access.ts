import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { giveTo, type ServerUser, writeSecret } from './server-user.ts'

/** How to talk to an embedded server, kept in a file of its data folder that only its owner reads. */
const access = z.object({
  /** Of `vigie`, which made the cluster: for migrations, never for the program. */
  admin: z.string().regex(/^[\w-]{20,}$/),
  /** Of `vigie_run`, whom the program is. */
  run: z.string().regex(/^[\w-]{20,}$/),
  /** Folder of the socket, or a port of the loopback where there are no sockets. */
  at: z.union([z.object({ folder: z.string() }), z.object({ port: z.int() })]),
  /** The process that started the server and will stop it; none once it has. */
  owner: z.object({ pid: z.int(), since: z.string() }).optional(),
})
export type Access = z.infer<typeof access>
export type Place = Access['at']

export const roles = { admin: 'vigie', run: 'vigie_run' } as const

export type Passwords = Pick<Access, 'admin' | 'run'>

export function newPasswords(): Passwords {
  const password = () => randomBytes(24).toString('base64url')
  return { admin: password(), run: password() }
}

const file = 'vigie-access.json'

/** Undefined when the folder was made by a Vigie that had none, or the file was lost. */
export async function readAccess(data: string): Promise<Access | undefined> {
  try {
    return access.parse(JSON.parse(await readFile(join(data, file), 'utf8')))
  } catch {
    return undefined
  }
}

export function writeAccess(data: string, known: Access): Promise<void> {
  return writeSecret(join(data, file), `${JSON.stringify(known)}\n`)
}

export function urlFor(
  { at, ...passwords }: Pick<Access, 'admin' | 'run' | 'at'>,
  role: keyof typeof roles,
  database = 'vigie',
): string {
  // A socket's folder takes the place of a host, percent-encoded: pg and MikroORM both read that.
  const host = 'port' in at ? `127.0.0.1:${at.port}` : encodeURIComponent(at.folder)
  return `postgres://${roles[role]}:${passwords[role]}@${host}/${database}`
}

/** How an older Vigie ran its server: on the loopback, its one role a superuser with a password that everybody knows. */
export function olderUrl(port: number, database = 'vigie'): string {
  return `postgres://vigie:vigie@127.0.0.1:${port}/${database}`
}

/** What the system's socket address holds, in bytes, on the smallest of the systems we run on (macOS: 104 with the end mark). */
const longestPath = 103

/** Where the server's socket can be: its own data folder, which is closed to others, or one with a short name when that is too deep. */
export async function socketFolder(
  data: string,
  user: ServerUser,
): Promise<{ folder: string; remove(): Promise<void> }> {
  if (Buffer.byteLength(join(data, '.s.PGSQL.5432')) <= longestPath)
    return { folder: data, remove: async () => undefined }
  // Made under a name that nobody can guess, for its owner alone (0700).
  const short = await mkdtemp(join(Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir(), 'vigie-'))
  await giveTo(user, short)
  return { folder: short, remove: () => rm(short, { recursive: true, force: true }) }
}
