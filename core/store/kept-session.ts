import { setTimeout as pause } from 'node:timers/promises'
import PQueue from 'p-queue'
import pg from 'pg'

export interface SessionOptions {
  readonly url: string
  /** As PostgreSQL lists it. */
  readonly name: string
  /** Takes what the session holds or listens to: at first, and each time it is open again after it was lost. */
  readonly take?: (client: pg.Client) => Promise<unknown>
  /** ms before a lost session is opened again, and between tries, 250 by default. */
  readonly pause?: number
}

/** A session with PostgreSQL that lasts as long as its owner: one that is lost is opened again. */
export interface KeptSession {
  /** The session, with all that it holds; a lost one is waited for a while. @throws why it is not open again */
  open(): Promise<pg.Client>
  /** Asks in the session, one query at a time. @throws why it is not open again */
  query(sql: string, values?: readonly unknown[]): Promise<pg.QueryResult>
  isOpen(): boolean
  /** Ends the connection, as if it had been lost: another takes its place. */
  renew(): void
  close(): Promise<void>
}

/** ms for PostgreSQL to answer who connects; and what who asks for a lost session waits for it. */
const patience = 10_000

/** @throws when it cannot be opened the first time */
export async function keepSession(options: SessionOptions): Promise<KeptSession> {
  let current: pg.Client | undefined
  let opening: Promise<void> = Promise.resolve()
  let why: unknown
  const closing = new AbortController()
  const { signal } = closing

  const open = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: options.name,
      connectionTimeoutMillis: patience,
    })
    let isGone = false
    client.on('error', () => undefined)
    client.on('end', () => {
      isGone = true
      if (current !== client) return
      current = undefined
      opening = openAgain()
    })
    try {
      await client.connect()
      // A machine that vanishes closes nothing: PostgreSQL must ask, and gives up after some 25 s rather than two hours.
      await client.query(
        'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
      )
      await options.take?.(client)
      if (isGone) throw new Error('Connection terminated unexpectedly')
    } catch (error) {
      await endSession(client)
      throw error
    }
    if (signal.aborted) await endSession(client)
    else current = client
  }

  const openAgain = async (): Promise<void> => {
    while (!signal.aborted) {
      await pause(options.pause ?? 250, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      try {
        return await open()
      } catch (error) {
        why = error
      }
    }
  }

  const opened = async (): Promise<pg.Client> => {
    if (current === undefined) await Promise.race([opening, pause(patience, undefined, { ref: false })])
    if (current === undefined) throw why ?? new Error('Connection terminated')
    return current
  }

  await open()
  const queue = new PQueue({ concurrency: 1 })
  return {
    open: opened,
    query: (sql, values = []) => queue.add(async () => (await opened()).query(sql, [...values])),
    isOpen: () => current !== undefined,
    renew: () => void current?.end().catch(() => undefined),
    async close() {
      closing.abort()
      const client = current
      current = undefined
      if (client !== undefined) await endSession(client)
    },
  }
}

/** One whose server does not answer is not waited for. */
export function endSession(client: pg.Client): Promise<void> {
  return Promise.race([client.end().catch(() => undefined), pause(1000, undefined, { ref: false })])
}
