import { setTimeout as pause } from 'node:timers/promises'
import type { Bot } from './bot.ts'

/** ms that a report under way is waited for. */
const longestStop = 2000
/** ms between two reports: what `matrix health` shows is at most so old. */
const every = 30_000

/** Writes how the account is, from time to time, for the operator's command, which runs in another process. */
export function writeReport(bot: Bot): { stop(): Promise<void> } {
  const write = async () => {
    const health = await bot.matrix.health()
    await bot.store.pool.query(
      `insert into matrix_report (account, at, report) values ($1, now(), $2)
       on conflict (account) do update set at = excluded.at, report = excluded.report`,
      [bot.matrix.userId, JSON.stringify(health)],
    )
  }
  let running: Promise<void> = write().catch(bot.report)
  const timer = setInterval(() => {
    running = running.then(write).catch(bot.report)
  }, every)
  return {
    stop: async () => {
      clearInterval(timer)
      // A device whose lease was lost may never answer.
      await Promise.race([running, pause(longestStop, undefined, { ref: false })])
    },
  }
}
