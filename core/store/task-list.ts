import type { Task } from 'graphile-worker'
import { maxAttempts, type TaskName, type TaskPayload, taskPayloads } from './jobs.ts'

/** What a handler is told about the attempt. */
export interface Attempt {
  readonly lastAttempt: boolean
}

/** One handler for each task of core/store/jobs.ts: exhaustive by type. */
export type Handlers = {
  readonly [T in TaskName]: (payload: TaskPayload<T>, attempt: Attempt) => Promise<void>
}

/** The handlers as graphile-worker wants them. Payloads are parsed at this edge. */
export function taskList(handlers: Handlers): Record<TaskName, Task> {
  return {
    index: async (payload, { job }) => handlers.index(taskPayloads.index.parse(payload), attemptOf(job)),
    diffuse: async (payload, { job }) =>
      handlers.diffuse(taskPayloads.diffuse.parse(payload), attemptOf(job)),
    deliver: async (payload, { job }) =>
      handlers.deliver(taskPayloads.deliver.parse(payload), attemptOf(job)),
    digest: async (payload, { job }) => handlers.digest(taskPayloads.digest.parse(payload), attemptOf(job)),
  }
}

function attemptOf(job: { attempts: number; max_attempts: number }): Attempt {
  return { lastAttempt: job.attempts >= Math.min(job.max_attempts, maxAttempts) }
}
