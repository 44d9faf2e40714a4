import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { exited, stopServer } from './server-process.ts'

/** What befell a server that nobody stopped: it ended, or could not be started again so far. */
export type ServerMishap =
  | { readonly type: 'ended' }
  | { readonly type: 'not-started'; readonly error: unknown }

export interface KeptServer {
  stop(): Promise<void>
}

/** ms before a server that ended is started again: first, and at most. */
const firstPause = 500
const longestPause = 60_000

/** Starts a server, and again whenever it ends by itself: less and less often one that never lasts. @throws as the first `launch` */
export async function keepServer(
  launch: () => Promise<ChildProcess>,
  report: (mishap: ServerMishap) => void,
): Promise<KeptServer> {
  const stopping = new AbortController()
  const { signal } = stopping
  let server: ChildProcess | undefined = await launch()

  const keep = async (): Promise<void> => {
    let wait = firstPause
    while (!signal.aborted) {
      const begun = performance.now()
      if (server !== undefined) {
        await exited(server)
        server = undefined
        if (signal.aborted) return
        report({ type: 'ended' })
        if (performance.now() - begun > longestPause) wait = firstPause
      }
      await pause(wait, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      wait = Math.min(wait * 2, longestPause)
      try {
        server = await launch()
      } catch (error) {
        report({ type: 'not-started', error })
      }
    }
  }

  const kept = keep()
  return {
    async stop() {
      stopping.abort()
      // One that is being started is stopped once it is.
      if (server === undefined) await kept
      if (server !== undefined) await stopServer(server)
    },
  }
}
