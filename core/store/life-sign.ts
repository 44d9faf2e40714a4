import pg from 'pg'
import { endSession } from './kept-session.ts'

/** First key of the advisory locks that show that a process lives; the second is a hash of its id. */
export const lockClass = 734_502

export interface LifeSign {
  /** Resolves when the connection is gone: to the others, this process has died. */
  readonly broken: Promise<void>
  end(): Promise<void>
}

/** ms for PostgreSQL to answer. */
const patience = 10_000

/** Holds a lock on a connection of its own for as long as this process lives: PostgreSQL frees it when that dies. */
export async function showLife(pool: pg.Pool, id: string): Promise<LifeSign> {
  const client = new pg.Client({
    ...pool.options,
    // Not among what is copied.
    password: pool.options.password,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    application_name: 'vigie lease',
  })
  const broken = Promise.withResolvers<void>()
  client.on('error', () => undefined)
  client.on('end', () => broken.resolve())
  try {
    await client.connect()
    // As in kept-session.ts: a machine that vanishes closes nothing.
    await client.query(
      'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
    )
    await client.query('select pg_advisory_lock($1, hashtext($2))', [lockClass, id])
  } catch (error) {
    await endSession(client)
    throw error
  }
  return {
    broken: broken.promise,
    end: () => endSession(client),
  }
}
