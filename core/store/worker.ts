import { EventEmitter } from 'node:events'
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { againWhenLost } from './again.ts'
import type { KeptSession } from './kept-session.ts'
import { endWorker, holdPresence, releaseDeadWorkers } from './presence.ts'
import type { Store } from './store.ts'
import { type Handlers, taskList } from './task-list.ts'
import { unfailing } from './unfailing.ts'

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

/** ms that a worker that ends waits for a lost database; what it does not say then, others see when its lock is free. */
const longestEnd = 5000

/**
 * Works the tasks of the job queue that it has a handler for, until stopped. Each process shows that it lives by an advisory lock; the jobs of one that
 * died are taken over: after kill -9 within twice `watchInterval` and a second, of a lost machine within half a minute. A lost database is waited for.
 */
export async function startWorker(
  store: Store,
  handlers: Partial<Handlers>,
  options: WorkerOptions,
): Promise<Worker> {
  /** It works, or has failed to a first time. */
  const begun = Promise.withResolvers<void>()
  const stopping = Promise.withResolvers<void>()
  let stopped = false
  let presence: KeptSession | undefined

  const once = async (): Promise<void> => {
    const events: WorkerEvents = new EventEmitter()
    const done = createDoneJobs()
    const created = Promise.withResolvers<string>()
    const present = created.promise.then((id) => holdPresence(store.url, id))
    // Whoever waits for it sees the failure; nobody waiting yet must not end the process.
    present.catch(() => undefined)
    const lost = Promise.withResolvers<never>()
    lost.promise.catch(() => undefined)
    events.on('pool:create', ({ workerPool }) => created.resolve(workerPool.id))
    events.on('job:error', ({ job, error }) => options.onError(job.task_identifier, error))
    const current = await run({
      pgPool: unfailing(store.pool, events, lost.reject),
      taskList: gate(taskList(handlers), present, done),
      concurrency: options.concurrency,
      pollInterval: options.pollInterval,
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
      events,
    })
    const watch = watchTheDead(store, options)
    try {
      presence = await present
      begun.resolve()
      await Promise.race([current.promise, lost.promise, stopping.promise])
    } finally {
      watch.stop()
      const atRest = current.stop().catch(() => undefined)
      await (options.stopWithin === undefined ? atRest : Promise.race([atRest, wait(options.stopWithin)]))
      const workerId = await created.promise
      const said = againWhenLost(() => endWorker(store.pool, workerId, done.all()), longestEnd)
      await Promise.race([said.catch(() => undefined), wait(longestEnd)])
      await presence?.close()
      presence = undefined
    }
  }

  const work = async (): Promise<void> => {
    while (!stopped) {
      try {
        await once()
      } catch (error) {
        options.onError('worker', error)
      }
      begun.resolve()
      if (!stopped) await Promise.race([stopping.promise, wait(options.watchInterval)])
    }
  }
  const done = work()
  await begun.promise
  const stop = async () => {
    stopped = true
    stopping.resolve()
    await done
  }
  return { healthy: () => presence?.isOpen() === true, stop, [Symbol.asyncDispose]: stop }
}

/** Looks now and then for workers that died with jobs in hand. */
function watchTheDead(store: Store, { watchInterval, onError }: WorkerOptions): { stop(): void } {
  let suspects: ReadonlySet<string> = new Set()
  const look = async () => {
    try {
      suspects = await releaseDeadWorkers(store.pool, suspects)
    } catch (error) {
      onError('presence', error)
    }
  }
  void look()
  const timer = setInterval(look, watchInterval)
  return { stop: () => clearInterval(timer) }
}

interface DoneJobs {
  add(id: string): void
  all(): string[]
}

/** As many as can be on the way to the queue, and more. */
const longestWay = 1000

/** The last jobs that were done: what graphile-worker writes of them may be lost. */
function createDoneJobs(): DoneJobs {
  const ids = new Set<string>()
  return {
    add(id) {
      ids.add(id)
      const [first] = ids
      if (ids.size > longestWay && first !== undefined) ids.delete(first)
    },
    all: () => [...ids],
  }
}

/** No job is begun while the process cannot be seen to live. */
function gate(tasks: TaskList, present: Promise<KeptSession>, done: DoneJobs): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (...parameters: Parameters<NonNullable<typeof task>>) => {
        await (await present).open()
        await task?.(...parameters)
        done.add(parameters[1].job.id)
      },
    ]),
  )
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
