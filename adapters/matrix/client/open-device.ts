import {
  ClientEvent,
  createClient,
  IndexedDBStore,
  type MatrixClient,
  SyncState,
  type SyncStateData,
} from 'matrix-js-sdk'
import { backUpSoon } from './back-up-soon.ts'
import { recoveryCallbacks } from './recovery-key.ts'
import type { Session } from './session.ts'
import { silenceSdk, silent } from './silence.ts'
import type { DurableStore } from './store-port.ts'

export interface DeviceOptions {
  readonly homeserverUrl: string
  readonly userId: string
  readonly session: Session
  readonly store: DurableStore
  readonly fetch: typeof globalThis.fetch
}

export interface Device {
  readonly client: MatrixClient
  readonly syncStore: IndexedDBStore
}

/** The SDK's client with its keys and sync position in the durable store; not started. */
export async function openDevice({
  homeserverUrl,
  userId,
  session,
  store,
  fetch,
}: DeviceOptions): Promise<Device> {
  silenceSdk()
  backUpSoon()
  const syncStore = new IndexedDBStore({ indexedDB: store.indexedDB, dbName: 'vigie' })
  const client: MatrixClient = createClient({
    baseUrl: homeserverUrl,
    userId,
    deviceId: session.deviceId,
    accessToken: session.accessToken,
    store: syncStore,
    fetchFn: fetch,
    logger: silent,
    disableVoip: true,
    cryptoCallbacks: recoveryCallbacks(store, () => client),
  })
  leaveTimeoutsToFetch(client)
  // The bot takes part in no call: the SDK would look for one at each event.
  client.matrixRTC.start = () => undefined
  await syncStore.startup()
  // The store seals its rows itself: no key here.
  await client.initRustCrypto()
  return { client, syncStore }
}

/** The patient fetch has its own; the SDK's would keep the process alive for minutes after a stop. */
function leaveTimeoutsToFetch({ http }: MatrixClient): void {
  const request = http.authedRequest.bind(http)
  http.authedRequest = (method, path, query, body, options) => {
    if (options === undefined) return request(method, path, query, body)
    const { localTimeoutMs: _, ...rest } = options
    return request(method, path, query, body, rest)
  }
}

/** Resolves when the server has given everything that waited for this device. */
export function caughtUp(client: MatrixClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (state: SyncState, _last: SyncState | null, data?: SyncStateData) => {
      if (state === SyncState.Syncing && data?.catchingUp !== true) done(resolve)
    }
    const abort = () => done(() => reject(signal.reason))
    const done = (end: () => void) => {
      client.off(ClientEvent.Sync, look)
      signal.removeEventListener('abort', abort)
      end()
    }
    client.on(ClientEvent.Sync, look)
    signal.addEventListener('abort', abort)
  })
}
