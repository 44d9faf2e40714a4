import type pg from 'pg'
import type { Lease } from '#core/store/lease.ts'
import { openMatrix } from './client/open-client.ts'
import { setUpEncryption } from './client/set-up.ts'
import type { Account } from './serve.ts'
import { openDurableStore } from './store/open-store.ts'

/**
 * The first start, by the operator: signs in, makes and signs the device, opens the key backup. The recovery key is given
 * until `shown` has resolved, and never again.
 */
export async function setUpAccount(
  pool: pg.Pool,
  account: Account,
  lease: Lease,
): Promise<{ readonly deviceId: string; readonly recoveryKey: string | undefined }> {
  await using stack = new AsyncDisposableStack()
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined)
  const store = await openDurableStore({ pool, lease, key: account.storeKey, onFatal: broken.reject })
  stack.defer(() => store.close())
  const { homeserverUrl, userId, password, accessToken, callsPerSecond } = account
  const matrix = await openMatrix({
    homeserverUrl,
    userId,
    callsPerSecond,
    ...(password === undefined ? {} : { password }),
    ...(accessToken === undefined ? {} : { accessToken }),
    store,
    pool,
    known: async () => new Set(),
    report: ({ type }) => {
      if (type === 'token-refused') broken.reject(new Error(`Le serveur refuse la connexion de ${userId}.`))
    },
  })
  stack.defer(() => matrix.stop())
  const set = async () => {
    // What people wrote meanwhile waits for `npm start`: the position stays where it was.
    await matrix.start(() => new Promise<void>(() => undefined))
    return setUpEncryption(matrix, password === undefined ? {} : { password })
  }
  const done = await Promise.race([set(), broken.promise])
  return { deviceId: matrix.deviceId, recoveryKey: 'recoveryKey' in done ? done.recoveryKey : undefined }
}
