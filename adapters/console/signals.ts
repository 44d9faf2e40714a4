import type { PoolClient } from 'pg'
import type { Store } from '#core/store/store.ts'
import { consoleSignal } from './channel.ts'

/** Between two looks at the table, in milliseconds: what a lost signal costs at most. */
const safety = 5000

/**
 * Calls `wake` with an agent's address when a message was put down for him, and with undefined now and then, in case a
 * signal was lost (a connection cut, a process killed between the row and its signal).
 */
export function listenForSignals(
  store: Store,
  wake: (email: string | undefined) => Promise<unknown>,
): { close(): Promise<void> } {
  let listener: PoolClient | undefined
  let closed = false
  const listen = async () => {
    const client = await store.pool.connect()
    const lost = () => {
      if (listener !== client) return
      listener = undefined
      client.release(true)
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ payload }) => void wake(payload))
    listener = client
    await client.query(`listen ${consoleSignal}`).catch(lost)
  }
  // A database that is away is for other parts to report; the next turn tries again.
  const turn = async () => {
    if (listener === undefined && !closed) await listen().catch(() => undefined)
    await wake(undefined)
  }
  let current = turn()
  const timer = setInterval(() => {
    current = turn()
  }, safety)
  return {
    close: async () => {
      closed = true
      clearInterval(timer)
      await current
      const client = listener
      listener = undefined
      client?.release(true)
    },
  }
}
