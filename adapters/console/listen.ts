import { chmod, rm } from 'node:fs/promises'
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
 * A socket file left by a process that died is replaced. @throws ConsoleUnavailable
 */
export async function listenAt(path: string, serve: (socket: Socket) => void): Promise<Server> {
  if (Buffer.byteLength(path) > longestPath)
    throw new ConsoleUnavailable(
      `Le chemin de la console fait ${Buffer.byteLength(path)} octets, le système en permet ${longestPath} : ${path}. Choisissez-en un plus court avec CONSOLE_SOCKET.`,
    )
  if (await answers(path))
    throw new ConsoleUnavailable(
      `Une autre Vigie écoute déjà sur ${path}. Arrêtez-la, ou choisissez un autre chemin avec CONSOLE_SOCKET.`,
    )
  await makeFolder(dirname(path))
  await rm(path, { force: true })
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
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
