import type { MatrixClient } from 'matrix-js-sdk'
import { type CryptoCallbacks, decodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/index.js'
import type { DurableStore } from './store-port.ts'

type Secrets = Pick<DurableStore, 'secret'>

/** The recovery key that the operator has not confirmed yet. */
export async function pendingRecoveryKey(store: Secrets): Promise<string | undefined> {
  return (await store.secret('recovery-pending')) || undefined
}

/** Opens the account's secret storage with it, while it is being set up; later nobody here can. */
export function recoveryCallbacks(store: Secrets, client: () => MatrixClient): CryptoCallbacks {
  return {
    getSecretStorageKey: async ({ keys }) => {
      const pending = await pendingRecoveryKey(store)
      if (pending === undefined) return null
      const key = decodeRecoveryKey(pending)
      for (const [id, info] of Object.entries(keys))
        if (await client().secretStorage.checkKey(key, info)) return [id, key]
      return null
    },
  }
}
