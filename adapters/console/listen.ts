import { chmod, lstat, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { makeFolder } from '#core/make-folder.ts'

/** What the system's socket address holds, in bytes, on the smallest of the systems we run on (macOS: 104 with the end mark). */
const longestPath = 103

/** Why the console could not be opened, in a sentence that names the path and the remedy. */
export class ConsoleUnavailable extends Error {
  override readonly name = 'ConsoleUnavailable'
}

/**
 * Listens on a Unix socket that only this user of the system may open (mode 0600): whoever can open it may speak as anybody.
 * A socket left by a process that died is replaced, nothing else. @throws ConsoleUnavailable
 */
export async function listenAt(path: string, serve: (socket: Socket) => void): Promise<Server> {
  if (Buffer.byteLength(path) > longestPath)
    throw new ConsoleUnavailable(
      `Le chemin de la console fait ${Buffer.byteLength(path)} octets, le système en permet ${longestPath} : ${path}. Choisissez-en un plus court avec CONSOLE_SOCKET.`,
    )
  try {
    await makeFolder(dirname(path))
    await makeRoom(path)
    const server = createServer(serve)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      // The socket file is made inside listen(): with this mask there is no moment at which others may open it.
      const mask = process.umask(0o177)
      try {
        server.listen(path, resolve)
      } finally {
        process.umask(mask)
      }
    })
    await chmod(path, 0o600)
    return server
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === undefined) throw error
    throw new ConsoleUnavailable(
      `La console ne peut pas s’ouvrir sur ${path} (${code}). Choisissez un autre chemin avec CONSOLE_SOCKET.`,
    )
  }
}

/** Takes away a socket that nobody listens on; whatever else stands there stays. @throws ConsoleUnavailable */
async function makeRoom(path: string): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (found === undefined) return
  if (!found.isSocket())
    throw new ConsoleUnavailable(
      `${path} n’est pas une console de Vigie : rien n’y a été touché. Déplacez ce fichier, ou choisissez un autre chemin avec CONSOLE_SOCKET.`,
    )
  if (!(await isDeaf(path)))
    throw new ConsoleUnavailable(
      `Une autre Vigie écoute déjà sur ${path}. Arrêtez-la, ou choisissez un autre chemin avec CONSOLE_SOCKET.`,
    )
  await rm(path, { force: true })
}

/** True when the system says that nobody listens; a listener that is busy, or another account's, is one. */
function isDeaf(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT'),
    )
  })
}
