import { setTimeout as pause } from 'node:timers/promises'
import { type Lease, waitForLease } from '#core/store/lease.ts'
import type { Store } from '#core/store/store.ts'

/** One time of serving the account, from opening the device to letting go of it. */
export interface Tenure {
  /** Resolves when it cannot go on: with what went wrong, or nothing when it was asked to stop. */
  readonly ended: Promise<unknown>
  stop(): Promise<void>
}

/** `waiting`: another process serves the account. */
export type SupervisionState = 'waiting' | 'starting' | 'serving'

export interface Supervision {
  state(): SupervisionState
  /** Resolves at the first tenure that serves, or when stopped before. */
  readonly served: Promise<void>
  stop(): Promise<void>
}

export interface SuperviseOptions {
  readonly pool: Store['pool']
  /** Of the lease: one an account. */
  readonly name: string
  /** ms that a lease lives without being renewed: how long after a crash another process takes over. */
  readonly ttl?: number
  /** @param signal aborts when it is not to be served any more */
  serve(lease: Lease, signal: AbortSignal): Promise<Tenure>
  readonly report: (problem: unknown) => void
  /** Told of each change of state. */
  readonly onState?: (state: SupervisionState) => void
}

/** ms before another try after a tenure that failed: first, and at most. */
const firstPause = 1000
const longestPause = 60_000

/** Serves an account for as long as this process holds its lease; waits while another does, and takes over from the dead. */
export function supervise({
  pool,
  name,
  ttl,
  serve,
  report,
  onState = () => undefined,
}: SuperviseOptions): Supervision {
  const stopping = new AbortController()
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve())
  })
  const served = Promise.withResolvers<void>()
  let state: SupervisionState = 'waiting'
  const enter = (next: SupervisionState) => {
    state = next
    onState(next)
  }

  const once = async (): Promise<void> => {
    enter('waiting')
    const ways = { signal: stopping.signal, ...(ttl === undefined ? {} : { ttl }) }
    const lease = await waitForLease(pool, name, ways)
    if (lease === undefined) return
    let tenure: Tenure | undefined
    const lost = new AbortController()
    void lease.lost.then(() => lost.abort())
    try {
      enter('starting')
      tenure = await serve(lease, AbortSignal.any([stopping.signal, lost.signal]))
      enter('serving')
      served.resolve()
      const problem = await Promise.race([
        tenure.ended,
        lease.lost.then(() => new Error('the lease was lost')),
        stopped,
      ])
      if (problem !== undefined) throw problem
    } finally {
      await tenure?.stop()
      await lease.release()
    }
  }

  const done = (async () => {
    let wait = firstPause
    while (!stopping.signal.aborted) {
      const begun = performance.now()
      try {
        await once()
      } catch (error) {
        if (!stopping.signal.aborted) report(error)
      }
      // What served for a while and then broke is tried again at once; what never starts, less and less often.
      wait = performance.now() - begun > longestPause ? firstPause : Math.min(wait * 2, longestPause)
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
    served.resolve()
  })()

  return {
    state: () => state,
    served: served.promise,
    stop: async () => {
      stopping.abort()
      await done
    },
  }
}
