import type pg from 'pg'
import { z } from 'zod'
import { type KeptSession, keepSession } from './kept-session.ts'

/** First key of the advisory locks that show that a worker lives; the second is a hash of its id. */
const lockClass = 734_501

/** Holds a lock for as long as this process lives: PostgreSQL frees it by itself when the connection dies, and it is taken again at once. */
export function holdPresence(url: string, workerId: string): Promise<KeptSession> {
  return keepSession({
    url,
    name: 'vigie presence',
    take: (client) => client.query('select pg_advisory_lock($1, hashtext($2))', [lockClass, workerId]),
  })
}

const held = z.array(z.object({ locked_by: z.string() }))

/**
 * Gives back the jobs of workers whose lock is free, and was at the look before: they died. One whose session alone was
 * lost has it again by then. graphile-worker itself would wait four hours.
 * @returns those whose lock is free, for the next look
 */
export async function releaseDeadWorkers(
  pool: pg.Pool,
  suspects: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
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
    const free = held.parse(rows).map((row) => row.locked_by)
    const dead = free.filter((workerId) => suspects.has(workerId))
    if (dead.length > 0) await client.query('select graphile_worker.force_unlock_workers($1::text[])', [dead])
    await client.query('commit')
    return new Set(free)
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/**
 * Takes out of the queue what a worker that has ended has done, and gives back what else it still holds: what it wrote of
 * either may be lost. @param done ids of jobs
 */
export async function endWorker(pool: pg.Pool, workerId: string, done: readonly string[]): Promise<void> {
  await pool.query(
    'delete from graphile_worker._private_jobs where id = any($2::bigint[]) and locked_by = $1',
    [workerId, done],
  )
  await pool.query('select graphile_worker.force_unlock_workers(array[$1])', [workerId])
}
