import { z } from 'zod'
import type { Store } from './store.ts'

/** A job that was given up after every attempt, with what it last failed of. */
export interface FailedJob {
  readonly id: number
  readonly task: string
  readonly error: string
  readonly at: Date
}

const rows = z.array(
  z.object({ id: z.coerce.number(), task: z.string(), error: z.string().nullable(), at: z.coerce.date() }),
)

/** All jobs given up, newest first: an index that was not written, a fan-out that was not decided. Nothing is dropped in silence. */
export async function failedJobs(store: Store): Promise<FailedJob[]> {
  const found = await store.read().execute(
    `select id, task_identifier as task, last_error as error, updated_at as at from graphile_worker.jobs
       where attempts >= max_attempts and locked_at is null order by updated_at desc`,
  )
  return rows.parse(found).map((row) => ({ ...row, error: row.error?.split('\n')[0] ?? '' }))
}

/** Gives them all their attempts again, from now. @returns how many */
export async function retryFailedJobs(store: Store): Promise<number> {
  const retried = await store.read().execute(
    `select id from graphile_worker.reschedule_jobs(
       array(select id from graphile_worker.jobs where attempts >= max_attempts and locked_at is null), run_at := now(), attempts := 0)`,
  )
  return retried.length
}
