import { setTimeout as pause } from 'node:timers/promises'
import { isDatabaseDown } from './database-down.ts'

/** ms that a lost database is waited for: it starts again in seconds. */
const usualPatience = 30_000

/**
 * Does `work` again for as long as the database is out of reach: for what has the same effect done twice as done once, and
 * must not be lost, for what it says has happened.
 */
export async function againWhenLost<T>(work: () => Promise<T>, patience = usualPatience): Promise<T> {
  const until = performance.now() + patience
  for (let wait = 100; ; wait = Math.min(wait * 2, 2000)) {
    try {
      return await work()
    } catch (error) {
      if (!isDatabaseDown(error) || performance.now() + wait > until) throw error
    }
    await pause(wait)
  }
}
