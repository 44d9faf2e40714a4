import { Logger, run } from 'graphile-worker'
import type { Store } from '#core/store/store.ts'

/** A task that does nothing, for `size` jobs enqueued in one statement, at our concurrency. @returns seconds from the first job to the last */
export async function drainBare(store: Store, size: number): Promise<number> {
  const done = Promise.withResolvers<void>()
  let left = size
  const began = performance.now()
  await store.pool.query(
    `select graphile_worker.add_jobs(array(
       select json_populate_record(null::graphile_worker.job_spec, json_build_object('identifier', 'bare', 'payload', json_build_object('id', id)))
       from generate_series(1, $1::int) as id))`,
    [size],
  )
  const runner = await run({
    pgPool: store.pool,
    concurrency: 10,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    taskList: {
      bare: async () => {
        left -= 1
        if (left === 0) done.resolve()
      },
    },
  })
  await done.promise
  const seconds = (performance.now() - began) / 1000
  await runner.stop()
  return seconds
}
