import type pg from 'pg'
import type { Lease } from '#core/store/lease.ts'
import { AccountRefused } from './client/account-refused.ts'
import { confirmRecoveryKey, setUpEncryption } from './client/set-up.ts'
import { type Account, openAccount } from './open-account.ts'
import { openDurableStore } from './store/open-store.ts'

export interface AccountToSetUp extends Account {
  /** Of an account that was set up before. */
  readonly recoveryKey?: string
  /** Gives the account a new identity: people are warned. */
  readonly reset?: boolean
}

/** ms after which a server that does not answer is taken for a wrong address. */
const patience = 60_000

/**
 * The first start, by the operator: signs in, makes and signs the device, opens the key backup.
 * @param show given the recovery key, once: kept here until it has returned, and never shown again
 * @returns the device's id
 * @throws AccountRefused, StoreKeyError
 */
export async function setUpAccount(
  pool: pg.Pool,
  account: AccountToSetUp,
  lease: Lease,
  show: (recoveryKey: string) => void,
): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined)
  const store = await openDurableStore({ pool, lease, key: account.storeKey, onFatal: broken.reject })
  stack.defer(() => store.close())
  const { homeserverUrl, userId, password, recoveryKey, reset } = account
  const signal = AbortSignal.timeout(patience)
  signal.addEventListener('abort', () =>
    broken.reject(
      new AccountRefused(
        `${homeserverUrl} n’a pas répondu en ${patience / 1000} s : vérifiez MATRIX_URL et l’accès au réseau.`,
      ),
    ),
  )
  const set = async () => {
    const matrix = await openAccount(account, {
      store,
      pool,
      known: async () => new Set(),
      signal,
      report: ({ type }) => {
        if (type === 'account-expired')
          broken.reject(
            new AccountRefused(`${userId} a expiré : suivez le lien de renouvellement reçu par courriel.`),
          )
      },
    })
    stack.defer(() => matrix.stop())
    // What people wrote meanwhile waits for `npm start`: the position stays where it was.
    await matrix.start(() => new Promise<void>(() => undefined))
    const done = await setUpEncryption(matrix, {
      ...(password === undefined ? {} : { password }),
      ...(recoveryKey === undefined ? {} : { recoveryKey }),
      ...(reset === undefined ? {} : { reset }),
    })
    if ('recoveryKey' in done) {
      show(done.recoveryKey)
      await confirmRecoveryKey(matrix)
    }
    return matrix.deviceId
  }
  return await Promise.race([set(), broken.promise])
}
