import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { holdPresence, type Presence, releaseDeadWorkers } from './presence.ts'
import type { Store } from './store.ts'
import { type Handlers, taskList } from './task-list.ts'

export interface Worker extends AsyncDisposable {
  /** False while the database is out of reach. */
  healthy(): boolean
  stop(): Promise<void>
}

export interface WorkerOptions {
  /** Jobs at a time in this process. */
  readonly concurrency: number
  /** ms between looks at the queue when no NOTIFY wakes it. */
  readonly pollInterval: number
  /** ms between looks for workers that died with jobs in hand, and before a lost database is tried again. */
  readonly watchInterval: number
  readonly onError: (task: string, error: unknown) => void
  /**
   * ms that a stop waits for the jobs in hand; for ever when absent. What still runs then is given back and done elsewhere:
   * for jobs whose effect is had once, however often they are done.
   */
  readonly stopWithin?: number
}

/**
 * Works the tasks of the job queue that it has a handler for, until stopped. Each process shows that it lives by an advisory lock; the jobs of one that
 * died are taken over: after kill -9 within `watchInterval` and a second, of a lost machine within half a minute. A lost database is waited for.
 */
export async function startWorker(
  store: Store,
  handlers: Partial<Handlers>,
  options: WorkerOptions,
): Promise<Worker> {
  const stopping = Promise.withResolvers<void>()
  let stopped = false
  let runner: Runner | undefined

  const once = async (): Promise<void> => {
    const events: WorkerEvents = new EventEmitter()
    let presence: Presence | undefined
    const present = Promise.withResolvers<void>()
    // Whoever waits for it sees the failure; nobody waiting yet must not end the process.
    present.promise.catch(() => undefined)
    events.on('pool:create', ({ workerPool }) => {
      holdPresence(store.url, workerPool.id).then((held) => {
        presence = held
        // Without its lock this process counts as dead: it must not go on working.
        held.lost.then(() => runner?.stop().catch(() => undefined))
        present.resolve()
      }, present.reject)
    })
    events.on('job:error', ({ job, error }) => options.onError(job.task_identifier, error))
    runner = await run({
      pgPool: store.pool,
      taskList: gate(taskList(handlers), present.promise),
      concurrency: options.concurrency,
      pollInterval: options.pollInterval,
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
      events,
    })
    const current = runner
    const watch = setInterval(() => {
      releaseDeadWorkers(store.pool).catch((error: unknown) => options.onError('presence', error))
    }, options.watchInterval)
    try {
      await present.promise
      await releaseDeadWorkers(store.pool)
      await Promise.race([current.promise, stopping.promise])
    } finally {
      clearInterval(watch)
      runner = undefined
      const ended = current.stop().catch(() => undefined)
      await (options.stopWithin === undefined ? ended : Promise.race([ended, wait(options.stopWithin)]))
      await presence?.release()
    }
  }

  const work = async (): Promise<void> => {
    while (!stopped) {
      try {
        await once()
      } catch (error) {
        options.onError('worker', error)
      }
      if (!stopped) await Promise.race([stopping.promise, wait(options.watchInterval)])
    }
  }
  const done = work()
  const stop = async () => {
    stopped = true
    stopping.resolve()
    await done
  }
  return { healthy: () => runner !== undefined, stop, [Symbol.asyncDispose]: stop }
}

/** No job is begun before the process can be seen to live. */
function gate(tasks: TaskList, present: Promise<void>): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (...parameters: Parameters<NonNullable<typeof task>>) => {
        await present
        await task?.(...parameters)
      },
    ]),
  )
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
