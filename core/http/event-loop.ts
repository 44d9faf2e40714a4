import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyBaseLogger } from 'fastify'
import { Counter, Gauge, type Registry } from 'prom-client'

/** Seconds for which nobody is served, from where it shows to people. */
const longest = 0.25
/** ms between two looks. */
const every = 100
const nanoseconds = 1e-9

/** Watches for work that keeps everybody waiting: how late the event loop is, and how often it was held up. @returns stops it */
export function watchEventLoop(registry: Registry, log: FastifyBaseLogger): () => void {
  const delays = monitorEventLoopDelay({ resolution: 10 })
  delays.enable()
  const registers = [registry]
  const gauge: Gauge = new Gauge({
    name: 'vigie_event_loop_delay_seconds',
    help: 'How late the event loop was since the last reading of this page',
    labelNames: ['quantile'],
    registers,
    collect: () => {
      for (const quantile of [50, 99, 100])
        gauge.set({ quantile: quantile / 100 }, delays.percentile(quantile) * nanoseconds)
      delays.reset()
    },
  })
  const stalls = new Counter({
    name: 'vigie_event_loop_stalls_total',
    help: `Times that the event loop was held up for more than ${longest} s`,
    registers,
  })
  let last = performance.now()
  const timer = setInterval(() => {
    const late = (performance.now() - last - every) / 1000
    last = performance.now()
    if (late < longest) return
    stalls.inc()
    log.info({ seconds: Math.round(late * 1000) / 1000 }, 'the event loop was held up')
  }, every)
  timer.unref()
  return () => {
    clearInterval(timer)
    delays.disable()
  }
}
