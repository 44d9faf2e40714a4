import type { Task, TaskList } from 'graphile-worker'
import type { z } from 'zod'
import {
  type AnywhereTask,
  anywhereTasks,
  type BotTask,
  botTasks,
  maxAttempts,
  type ScannerTask,
  scannerTasks,
  type TaskName,
  type TaskPayload,
  taskPayloads,
} from './jobs.ts'

/** What a handler is told about the attempt. */
export interface Attempt {
  readonly lastAttempt: boolean
}

type HandlersOf<N extends TaskName> = {
  readonly [T in N]: (payload: TaskPayload<T>, attempt: Attempt) => Promise<void>
}

/** One handler for each task of core/store/jobs.ts: exhaustive by type. */
export type Handlers = HandlersOf<TaskName>
/** What a worker of any process does. */
export type AnywhereHandlers = HandlersOf<AnywhereTask>
/** What the worker of the process that holds the account's lease does besides. */
export type BotHandlers = HandlersOf<BotTask>

/** What the worker of a process that is connected to an antivirus does besides. */
export type ScannerHandlers = HandlersOf<ScannerTask>

const names = [...anywhereTasks, ...botTasks, ...scannerTasks] satisfies readonly TaskName[]
const payloads: { readonly [T in TaskName]: z.ZodType<TaskPayload<T>> } = taskPayloads

/** The handlers as graphile-worker wants them; jobs without one wait for a worker that has. Payloads are parsed at this edge. */
export function taskList(handlers: Partial<Handlers>): TaskList {
  return Object.fromEntries(
    names.flatMap((name) => {
      const task = taskOf(handlers, name)
      return task === undefined ? [] : [[name, task]]
    }),
  )
}

function taskOf<T extends TaskName>(handlers: Partial<Handlers>, name: T): Task | undefined {
  const handler = handlers[name]
  if (handler === undefined) return undefined
  return async (payload, { job }) => handler(payloads[name].parse(payload), attemptOf(job))
}

function attemptOf(job: { attempts: number; max_attempts: number }): Attempt {
  return { lastAttempt: job.attempts >= Math.min(job.max_attempts, maxAttempts) }
}
