import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import pg from 'pg'
import { dial } from '#test/database.ts'

/** A way to PostgreSQL that a test can damage. */
export interface FrailLink extends AsyncDisposable {
  readonly pool: pg.Pool
  /** Answers no longer arrive, questions do. */
  deafen(): void
  /** All connections break, and new ones are refused until `heal`. */
  cut(): void
  heal(): void
}

export async function frailLink(url: string): Promise<FrailLink> {
  const sockets = new Set<Socket>()
  let [deaf, refusing] = [false, false]
  const server = createServer((near) => {
    if (refusing) return near.destroy()
    const far = dial(url)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => deaf || near.write(bytes))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const here = server.address()
  if (here === null || typeof here === 'string') throw new Error('the link listens on no port')
  const through = new URL(url)
  through.host = `127.0.0.1:${here.port}`
  const pool = new pg.Pool({ connectionString: through.href })
  pool.on('error', () => undefined)
  const cut = () => {
    refusing = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    pool,
    cut,
    deafen: () => {
      deaf = true
    },
    heal: () => {
      deaf = false
      refusing = false
    },
    [Symbol.asyncDispose]: async () => {
      await pool.end()
      cut()
      server.close()
    },
  }
}
