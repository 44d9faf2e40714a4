import { EventEmitter } from 'node:events'
import { Logger, runOnce, type WorkerEvents } from 'graphile-worker'
import type { TaskName } from './jobs.ts'
import type { Store } from './store.ts'
import { type Handlers, taskList } from './task-list.ts'
import { unfailing } from './unfailing.ts'

/** Runs the jobs of these tasks that are due now, until none is left; jobs of other tasks wait for a worker. */
export async function runJobsOnce(
  store: Store,
  handlers: Partial<Handlers>,
  tasks: readonly TaskName[],
): Promise<void> {
  const chosen = Object.entries(taskList(handlers)).filter(([name]) => tasks.some((task) => task === name))
  const events: WorkerEvents = new EventEmitter()
  const failures: unknown[] = []
  await runOnce({
    pgPool: unfailing(store.pool, events, (error) => failures.push(error)),
    taskList: Object.fromEntries(chosen),
    concurrency: 4,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    events,
  })
  if (failures.length > 0) throw failures[0]
}
