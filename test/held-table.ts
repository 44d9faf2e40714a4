import type { Store } from '#core/store/store.ts'

/**
 * Begins `acts` at once while nothing can be written in the table, and lets them go on together once all of them
 * wait: what each looks for before it writes, it looks for before another has written.
 */
export async function heldTogether<T>(
  store: Store,
  table: string,
  acts: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const holder = await store.pool.connect()
  try {
    await holder.query(`begin; lock table ${table} in share row exclusive mode`)
    const done = Promise.all(acts.map((act) => act()))
    const waiting = async () =>
      (
        await holder.query(
          "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        )
      ).rows.length
    for (let tries = 0; tries < 100 && (await waiting()) < acts.length; tries++)
      await new Promise((later) => setTimeout(later, 20))
    await holder.query('commit')
    return await done
  } finally {
    holder.release()
  }
}
