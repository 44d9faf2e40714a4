import type pg from 'pg'
import { whileFree } from './while-free.ts'

/** The account's keys are lost or given up: the rows go, whatever key sealed them. @throws StoreRefused when a bot runs */
export async function forgetDevice(pool: pg.Pool, account: string): Promise<void> {
  await whileFree(pool, account, async (client) => {
    await client.query('delete from matrix_store')
  })
}
