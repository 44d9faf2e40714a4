import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'

/** Tasks that any process may do. */
export const anywhereTasks = [
  'index',
  'diffuse',
  'deliver',
  'digest',
  'link-code',
  'linked',
  'anchor',
  'anchor-stamp',
  'anchor-mail',
] as const
/** Tasks that only the process that holds the account's lease may do (lease.ts). */
export const botTasks = ['deliver-matrix', 'digest-matrix', 'cards', 'room', 'again'] as const
/** Tasks that a process may do that is connected to an antivirus. */
export const scannerTasks = ['scan'] as const
export type AnywhereTask = (typeof anywhereTasks)[number]
export type BotTask = (typeof botTasks)[number]
export type ScannerTask = (typeof scannerTasks)[number]
export type TaskName = AnywhereTask | BotTask | ScannerTask

const window = { channel: z.string(), dueAt: z.iso.datetime() }
const digestPayload = z.union([
  z.strictObject({ agentId: z.int(), ...window }),
  z.strictObject({ roomId: z.int(), ...window }),
])

/** Every task of the job queue with its payload: the one list, exhaustive by type for the worker's handlers. */
export const taskPayloads = {
  /** Bring the search engine up to date with these events. */
  index: z.strictObject({ eventIds: z.array(z.int()).min(1).max(1000) }),
  /** Decide who is told about an entry, and write the deliveries. */
  diffuse: z.strictObject({ entryId: z.int() }),
  /** Send deliveries that are due. */
  deliver: z.strictObject({ deliveryIds: z.array(z.uuid()).min(1).max(100) }),
  /** Gather and send the digest of a window, of an agent or of a room. */
  digest: digestPayload,
  /** As `deliver` and `digest`, where only one process at a time may speak; one delivery each. */
  'deliver-matrix': z.strictObject({ deliveryIds: z.array(z.uuid()).min(1).max(100) }),
  'digest-matrix': digestPayload,
  /** Bring the live cards of an event up to date. */
  cards: z.strictObject({ eventId: z.int() }),
  /** Make and tend a room: its members, its archive. */
  room: z.strictObject({ roomId: z.int() }),
  /** Handle a message that was set aside, as an operator asks. */
  again: z.strictObject({ reference: z.string() }),
  /** Have a document's content scanned by the antivirus. */
  scan: z.strictObject({ sha256: z.string() }),
  /** Mail the code that links this chat address. The code is made then: no job holds it. */
  'link-code': z.strictObject({ provider: z.string(), address: z.string() }),
  /** Tell an agent by mail that a chat account was linked to him. */
  linked: z.strictObject({
    key: z.uuid(),
    agentId: z.int(),
    address: z.string(),
    replaced: z.string().optional(),
    at: z.iso.datetime(),
  }),
  /** Sign and publish the ends of the chains that changed. */
  anchor: z.strictObject({}),
  /** Have an anchor stamped by an authority of time; mail its hash. */
  'anchor-stamp': z.strictObject({ rank: z.int() }),
  'anchor-mail': z.strictObject({ rank: z.int() }),
} as const satisfies Record<TaskName, z.ZodType>
export type TaskPayload<T extends TaskName> = z.infer<(typeof taskPayloads)[T]>

export interface JobOptions {
  /** A job with the key of a waiting one replaces it. */
  readonly key?: string
  readonly runAt?: Temporal.Instant
  /** Seconds from now, by PostgreSQL's clock; a job of the same key that waits already keeps its time. Instead of `runAt`. */
  readonly gather?: number
  /** Seconds from now, by PostgreSQL's clock; a waiting job of the same key is replaced. Instead of `runAt`. */
  readonly delay?: number
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
    `select graphile_worker.add_job(?, payload := ?::json,
       run_at := coalesce(?::timestamptz, now() + ?::int * interval '1 second'),
       max_attempts := ?, job_key := ?, job_key_mode := ?, priority := ?)`,
    [
      task,
      JSON.stringify(payload),
      options.runAt?.toString() ?? null,
      options.gather ?? options.delay ?? null,
      maxAttempts,
      options.key ?? null,
      options.gather === undefined ? 'replace' : 'preserve_run_at',
      options.priority ?? 0,
    ],
  )
}

/**
 * As `addJob`, for many jobs of one task in one statement: added one by one, each would look through the queue.
 * @param delay seconds from now, by PostgreSQL's clock
 */
export async function addJobs<T extends TaskName>(
  em: EntityManager,
  task: T,
  jobs: readonly { readonly payload: TaskPayload<T>; readonly key: string; readonly priority?: number }[],
  delay = 0,
): Promise<void> {
  if (jobs.length === 0) return
  const specs = jobs.map(({ payload, key, priority = 0 }) => {
    return { identifier: task, payload, max_attempts: maxAttempts, job_key: key, priority }
  })
  await em.execute(
    `select count(*) from graphile_worker.add_jobs(
       array(select json_populate_record(row(null, null, null, now() + ?::int * interval '1 second', null, null, null, null)::graphile_worker.job_spec, spec)
         from json_array_elements(?::json) as spec))`,
    [delay, JSON.stringify(specs)],
  )
}
