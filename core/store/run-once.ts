import { Logger, runOnce } from 'graphile-worker'
import type { TaskName } from './jobs.ts'
import type { Store } from './store.ts'
import { type Handlers, taskList } from './task-list.ts'

/** Runs the jobs of these tasks that are due now, until none is left; jobs of other tasks wait for a worker. */
export async function runJobsOnce(
  store: Store,
  handlers: Partial<Handlers>,
  tasks: readonly TaskName[],
): Promise<void> {
  const chosen = Object.entries(taskList(handlers)).filter(([name]) => tasks.some((task) => task === name))
  await runOnce({
    pgPool: store.pool,
    taskList: Object.fromEntries(chosen),
    concurrency: 4,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
  })
}
