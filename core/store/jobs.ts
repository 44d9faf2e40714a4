import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'

/** Every task of the job queue with its payload: the one list, exhaustive by type for the worker's handlers. */
export const taskPayloads = {
  /** Bring the search engine up to date with these events. */
  index: z.strictObject({ eventIds: z.array(z.int()).min(1).max(1000) }),
  /** Decide who is told about an entry, and write the deliveries. */
  diffuse: z.strictObject({ entryId: z.int() }),
  /** Send deliveries that are due. */
  deliver: z.strictObject({ deliveryIds: z.array(z.uuid()).min(1).max(100) }),
  /** Gather and send one agent's digest of a window. */
  digest: z.strictObject({ agentId: z.int(), channel: z.string(), dueAt: z.iso.datetime() }),
} as const
export type TaskName = keyof typeof taskPayloads
export type TaskPayload<T extends TaskName> = z.infer<(typeof taskPayloads)[T]>

export interface JobOptions {
  /** A job with the key of a waiting one replaces it. */
  readonly key?: string
  readonly runAt?: Temporal.Instant
  /** Lower runs first; 0 when absent. */
  readonly priority?: number
}

/** Attempts before a job is given up: with graphile-worker's exponential backoff, about two days and a half. */
export const maxAttempts = 20

/** Enqueues a job in the caller's transaction: it exists if and only if the change it belongs to does. */
export async function addJob<T extends TaskName>(
  em: EntityManager,
  task: T,
  payload: TaskPayload<T>,
  options: JobOptions = {},
): Promise<void> {
  await em.execute(
    `select graphile_worker.add_job(?, payload := ?::json, run_at := ?::timestamptz,
       max_attempts := ?, job_key := ?, priority := ?)`,
    [
      task,
      JSON.stringify(payload),
      options.runAt?.toString() ?? null,
      maxAttempts,
      options.key ?? null,
      options.priority ?? 0,
    ],
  )
}

/** As `addJob`, for many jobs of one task in one statement. */
export async function addJobs<T extends TaskName>(
  em: EntityManager,
  task: T,
  jobs: readonly { readonly payload: TaskPayload<T>; readonly key: string }[],
): Promise<void> {
  if (jobs.length === 0) return
  await em.execute(
    `select count(graphile_worker.add_job(?, payload := job -> 'payload', job_key := job ->> 'key', max_attempts := ?))
     from json_array_elements(?::json) as job`,
    [task, maxAttempts, JSON.stringify(jobs)],
  )
}
