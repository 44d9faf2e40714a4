import { drainOneTimeKeys } from './one-time-keys.ts'
import { caughtUp, type DeviceOptions, openDevice } from './open-device.ts'

/**
 * Reads what the server holds for this device with the sessions that a backup brought back, and sends nobody anything.
 * The position in the rooms stays: their messages are handed over at the start that follows.
 */
export async function readBacklog(options: DeviceOptions): Promise<void> {
  const { client, syncStore } = await openDevice(options)
  try {
    await drainOneTimeKeys(client, options.userId, options.session.deviceId)
    syncStore.wantsSave = () => false
    const done = caughtUp(client, AbortSignal.timeout(patience))
    await client.startClient({ disablePresence: true, initialSyncLimit: 1 })
    await done
  } finally {
    client.stopClient()
    await syncStore.destroy()
    await options.store.flushed()
  }
}

/** ms, after which the start fails and is tried again. */
const patience = 300_000
