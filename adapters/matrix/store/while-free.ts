import type pg from 'pg'
import { z } from 'zod'
import { takeLease } from '#core/store/lease.ts'
import { LeaseLost, StoreRefused } from './errors.ts'

const times = z.tuple([z.object({ now: z.date() })])

/**
 * Changes the store in one transaction while no bot holds the account.
 * @param account name of the account's lease
 * @param work given the connection, and PostgreSQL's time
 * @throws StoreRefused when a bot runs
 */
export async function whileFree(
  pool: pg.Pool,
  account: string,
  work: (client: pg.PoolClient, now: Date) => Promise<void>,
): Promise<void> {
  const lease = await takeLease(pool, account)
  if (lease === undefined)
    throw new StoreRefused(`Un Vigie en marche tient le compte « ${account} » : arrêtez-le d’abord.`)
  try {
    const client = await pool.connect()
    try {
      await client.query('begin')
      // The share lock keeps a bot from starting until we have committed, however long it takes.
      const { rows } = await client.query(
        'select now() from lease where name = $1 and holder = $2 and until > now() for share',
        [lease.name, lease.holder],
      )
      if (rows.length === 0) throw new LeaseLost(lease.name)
      await work(client, times.parse(rows)[0].now)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  } finally {
    await lease.release()
  }
}
