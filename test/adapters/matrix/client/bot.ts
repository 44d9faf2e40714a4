import { randomBytes } from 'node:crypto'
import type { Incoming } from '#adapters/matrix/client/incoming-event.ts'
import { type Matrix, type MatrixOptions, openMatrix } from '#adapters/matrix/client/open-client.ts'
import type { Problem } from '#adapters/matrix/client/problem.ts'
import { confirmRecoveryKey, setUpEncryption } from '#adapters/matrix/client/set-up.ts'
import { type DurableStore, openDurableStore } from '#adapters/matrix/store/open-store.ts'
import { takeLease } from '#core/store/lease.ts'
import { openStore, type Store } from '#core/store/store.ts'
import { freshDatabase } from '#test/database.ts'
import type { Synapse } from '#test/synapse/provision.ts'

/** A bot's account and database: what outlives its process. */
export interface Home {
  readonly account: { userId: string; password: string }
  readonly store: Store
  readonly key: string
  /** Of the homeserver, or of a proxy in front of it. */
  url: string
  close(): Promise<void>
}

export interface Running {
  readonly matrix: Matrix
  readonly durable: DurableStore
  readonly heard: Incoming[]
  readonly problems: Problem[]
  /** As a process that ends: the database stays. */
  stop(): Promise<void>
}

export async function makeHome(synapse: Synapse): Promise<Home> {
  const account = await synapse.register('vigie')
  const store = await openStore(await freshDatabase())
  return {
    account,
    store,
    url: synapse.url,
    key: randomBytes(32).toString('base64'),
    close: () => store.close(),
  }
}

type Start = Partial<
  Pick<
    MatrixOptions,
    'password' | 'accessToken' | 'known' | 'callsPerSecond' | 'keyPatience' | 'expiredPause' | 'signal'
  >
> & {
  readonly handle?: (event: Incoming) => Promise<void>
  /** False: only opened. */
  readonly start?: boolean
}

/** Opens the device and begins to hear; comes into every room it is invited to, unless told otherwise. */
export async function startBot(home: Home, options: Start = {}): Promise<Running> {
  const { account, store, key, url } = home
  const name = `matrix:${account.userId}`
  const lease = await takeLease(store.pool, name)
  if (lease === undefined) throw new Error('another bot holds the lease')
  const problems: Problem[] = []
  const durable = await openDurableStore({
    pool: store.pool,
    lease,
    key,
    onFatal: (error) => problems.push({ type: 'unexpected', error }),
  })
  const heard: Incoming[] = []
  const { handle, start, ...rest } = options
  const close = async () => {
    await durable.close()
    await lease.release()
  }
  try {
    const matrix = await openMatrix({
      homeserverUrl: url,
      userId: account.userId,
      password: account.password,
      store: durable,
      pool: store.pool,
      callsPerSecond: 100,
      known: async () => new Set(),
      report: (problem) => problems.push(problem),
      ...rest,
    })
    const stop = async () => {
      await matrix.stop()
      await close()
    }
    if (start !== false)
      await matrix.start(async (event) => {
        if (handle !== undefined) await handle(event)
        else if (event.type === 'invite') await matrix.join(event.room)
        heard.push(event)
      })
    return { matrix, durable, heard, problems, stop }
  } catch (error) {
    await close()
    throw error
  }
}

/** As the operator does after the first start. */
export async function setUp({ matrix }: Running, password: string): Promise<void> {
  await setUpEncryption(matrix, { password })
  await confirmRecoveryKey(matrix)
}

export function bodies(heard: readonly Incoming[]): string[] {
  return heard.flatMap((event) => (event.type === 'message' ? [event.body] : []))
}
