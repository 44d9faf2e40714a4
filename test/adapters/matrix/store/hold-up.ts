import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { account } from './store-tools.ts'

/** Resolves when somebody waits for a lock. */
export async function untilBlocked(pool: pg.Pool, count = 1): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((rowCount ?? 0) >= count) return
    await pause(10)
  }
}

/** Holds up every commit until the returned function is called. */
export async function holdUp(pool: pg.Pool): Promise<() => Promise<void>> {
  const client = await pool.connect()
  await client.query('begin')
  await client.query('select from lease where name = $1 for update', [account])
  return async () => {
    await client.query('commit')
    client.release()
  }
}

/** Whether it has resolved by now. */
export async function isDone(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => true), pause(50).then(() => false)])
}
