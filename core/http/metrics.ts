import type { FastifyBaseLogger } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '../store/store.ts'
import { type Counts, readCounts } from './counts.ts'
import type { App } from './deps.ts'
import { watchEventLoop } from './event-loop.ts'

/** Durations by route pattern, never by address: no number, query or token of anybody goes into a metric. */
export function measure(app: App, store: Store, log: FastifyBaseLogger): Registry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const stop = watchEventLoop(registry, log)
  app.addHook('onClose', async () => stop())
  const durations = new Histogram({
    name: 'vigie_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })

  const counts = remember(() => readCounts(store), 10_000)
  gaugeOf('deliveries', 'Deliveries by state')
  gaugeOf('events', 'Events by state')
  gaugeOf('jobs', 'Jobs by state; failed: every attempt was used')
  const up: Gauge = new Gauge({
    name: 'vigie_database_up',
    help: '1 when the counts of this page could be read',
    registers,
    collect: async () => up.set((await counts()) === undefined ? 0 : 1),
  })
  return registry

  function gaugeOf(what: keyof Counts, help: string): void {
    const gauge: Gauge = new Gauge({
      name: `vigie_${what}`,
      help,
      labelNames: ['state'],
      registers,
      collect: async () => {
        const read = await counts()
        gauge.reset()
        for (const [state, n] of Object.entries(read?.[what] ?? {})) gauge.set({ state }, n)
      },
    })
  }
}

/** Runs `read` at most once in `ms`, however many ask; undefined when it fails. */
function remember<T>(read: () => Promise<T>, ms: number): () => Promise<T | undefined> {
  let at = Number.NEGATIVE_INFINITY
  let last: Promise<T | undefined> = Promise.resolve(undefined)
  return () => {
    if (performance.now() - at >= ms) {
      at = performance.now()
      last = read().catch(() => undefined)
    }
    return last
  }
}
