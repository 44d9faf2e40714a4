import pg from 'pg'
import { type DurableStore, openDurableStore } from '#adapters/matrix/store/open-store.ts'
import { type Lease, takeLease } from '#core/store/lease.ts'
import { freshDatabase } from '#test/database.ts'
import { account, key } from './store-tools.ts'

/** A database, its lease for the whole test, and stores that are opened on it one after the other. */
export interface Bench extends AsyncDisposable {
  readonly url: string
  readonly pool: pg.Pool
  readonly lease: Lease
  readonly fatal: Error[]
  open(): Promise<DurableStore>
}

export async function makeBench(): Promise<Bench> {
  const url = await freshDatabase()
  const pool = new pg.Pool({ connectionString: url })
  pool.on('error', () => undefined)
  const lease = await takeLease(pool, account, { ttl: 60_000 })
  if (lease === undefined) throw new Error('a fresh database has no lease')
  const fatal: Error[] = []
  return {
    url,
    pool,
    lease,
    fatal,
    open: () =>
      openDurableStore({
        pool,
        lease: { name: lease.name, holder: lease.holder },
        key,
        onFatal: (error) => {
          fatal.push(error)
        },
      }),
    [Symbol.asyncDispose]: async () => {
      await lease.release()
      await pool.end()
    },
  }
}
