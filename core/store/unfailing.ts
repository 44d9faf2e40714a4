import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'

const nothing = { rows: [], rowCount: 0 }

/**
 * A pool for graphile-worker, which waits for nothing that it writes at the end of a job: where that fails, nobody hears
 * of it but Node, which ends the process. Once it works, what it asks in vain is answered with nothing, and `failed` is
 * told: its work is to be ended then, as it no longer knows what the queue holds.
 */
export function unfailing(pool: pg.Pool, events: WorkerEvents, failed: (error: unknown) => void): pg.Pool {
  let works = false
  events.once('pool:create', () => {
    works = true
  })
  const answered = (asked: Promise<unknown>) =>
    asked.catch((error: unknown) => {
      failed(error)
      return nothing
    })
  const unfailingClient = (client: pg.PoolClient) =>
    overriding(client, 'query', (...words) => answered(Reflect.apply(client.query, client, words)))
  const silent = { query: async () => nothing, release: () => undefined }
  return overriding(pool, 'connect', (listen) => {
    // For its listener: it opens that again by itself, and may give one that was lost back twice.
    if (typeof listen === 'function')
      return pool.connect((error, client, release) =>
        Reflect.apply(listen, undefined, [error, client, onceOnly(release)]),
      )
    if (!works) return pool.connect()
    return pool.connect().then(unfailingClient, (error: unknown) => {
      failed(error)
      return silent
    })
  })
}

function onceOnly(act: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) act()
    isDone = true
  }
}

function overriding<T extends object>(of: T, name: keyof T, method: (...words: unknown[]) => unknown): T {
  return new Proxy(of, {
    get(target, key) {
      if (key === name) return method
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
