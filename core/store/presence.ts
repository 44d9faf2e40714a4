import pg from 'pg'
import { z } from 'zod'

/** First key of the advisory locks that show that a worker lives; the second is a hash of its id. */
const lockClass = 734_501

export interface Presence {
  /** Resolves when the lock is gone though nobody released it: the connection was lost. */
  readonly lost: Promise<void>
  release(): Promise<void>
}

/** Holds a lock for as long as this process lives: PostgreSQL frees it by itself when the connection dies. */
export async function holdPresence(url: string, workerId: string): Promise<Presence> {
  const client = new pg.Client({ connectionString: url, application_name: 'vigie presence' })
  const lost = Promise.withResolvers<void>()
  client.on('error', () => undefined)
  client.on('end', () => lost.resolve())
  await client.connect()
  // A machine that vanishes closes nothing: PostgreSQL must ask, and gives up after some 25 s rather than two hours.
  await client.query(
    'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
  )
  await client.query('select pg_advisory_lock($1, hashtext($2))', [lockClass, workerId])
  return { lost: lost.promise, release: () => client.end() }
}

const held = z.array(z.object({ locked_by: z.string() }))

/**
 * Gives back the jobs of workers whose lock is free: they died. graphile-worker itself would wait four hours.
 * @returns the ids of the dead
 */
export async function releaseDeadWorkers(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    // One second: a process that has just started takes its first job while its own lock is on the way.
    // A transaction-level try: the lock of a dead worker is free, so it is had, and let go at the end.
    const { rows } = await client.query(
      `select locked_by
       from (select distinct locked_by from graphile_worker.jobs where locked_at < now() - interval '1 second') holder
       where pg_try_advisory_xact_lock($1, hashtext(locked_by))`,
      [lockClass],
    )
    const dead = held.parse(rows).map((row) => row.locked_by)
    if (dead.length > 0) await client.query('select graphile_worker.force_unlock_workers($1::text[])', [dead])
    await client.query('commit')
    return dead
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
