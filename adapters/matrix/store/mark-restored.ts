import type pg from 'pg'
import { z } from 'zod'
import { StoreRefused } from './errors.ts'
import { parts, row, sealRow, secretRow } from './layout.ts'
import { checkAccount } from './marker.ts'
import { makeSeal } from './seal.ts'
import { whileFree } from './while-free.ts'

/**
 * Tells the device that the database it lies in was restored from an older state.
 * @param account name of the account's lease
 * @throws StoreKeyError, or StoreRefused when a bot runs or there is no device
 */
export async function markRestored(pool: pg.Pool, key: string, account: string): Promise<void> {
  const seal = makeSeal(key)
  await whileFree(pool, account, async (client, now) => {
    const found = await client.query('select part, key, value from matrix_store where part <> $1', [
      parts.turn,
    ])
    const rows = z.array(row).parse(found.rows)
    if (rows.length === 0)
      throw new StoreRefused('La base ne garde aucun appareil Tchap : il n’y a rien à marquer.')
    checkAccount(seal, rows, account)
    const restored = sealRow(seal, secretRow(seal, 'restored', now.toISOString()))
    await client.query(
      `insert into matrix_store (part, key, value) values ($1, $2, $3)
       on conflict (part, key) do update set value = excluded.value`,
      [restored.part, restored.key, restored.value],
    )
  })
}
