import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type pg from 'pg'
import { z } from 'zod'
import { decodeBackup, encodeBackup } from './backup-file.ts'
import { StoreRefused } from './errors.ts'
import { parts, type Row, row, sealRow, secretRow } from './layout.ts'
import { accountOf, checkAccount, findMarker } from './marker.ts'
import { makeSeal } from './seal.ts'
import { whileFree } from './while-free.ts'

/**
 * Writes the whole store to one file that only its owner reads; also while a bot works. The rows stay sealed.
 * @throws StoreKeyError when the key is not the store's; StoreRefused when there is no store yet
 */
export async function writeBackup(pool: pg.Pool, key: string, path: string): Promise<void> {
  const seal = makeSeal(key)
  // One statement sees one moment.
  const { rows } = await pool.query(
    'select part, key, value from matrix_store where part <> $1 order by 1, 2',
    [parts.turn],
  )
  const all = z.array(row).parse(rows)
  const marker = findMarker(all)
  if (marker === undefined)
    throw new StoreRefused('La base ne garde aucun appareil Tchap : il n’y a rien à sauvegarder.')
  accountOf(seal, marker)
  await writeWhole(path, encodeBackup(seal, all))
}

/**
 * Puts a backup in the place of the whole store, and the secret `restored` (the ISO instant) into it.
 * @param account name of the account's lease, which nobody may hold
 * @throws StoreKeyError, StoreDamaged, or StoreRefused when a bot runs or the backup is another account's
 */
export async function readBackup(pool: pg.Pool, key: string, path: string, account: string): Promise<void> {
  const seal = makeSeal(key)
  const rows = decodeBackup(seal, await readFile(path), path)
  checkAccount(seal, rows, account)
  await whileFree(pool, account, async (client, now) => {
    const restored = sealRow(seal, secretRow(seal, 'restored', now.toISOString()))
    const isOlder = ({ part, key: at }: Row) => part === restored.part && at.equals(restored.key)
    await client.query('delete from matrix_store')
    await insert(client, [...rows.filter((each) => !isOlder(each)), restored])
  })
}

/** Rows in one statement, so that a large store does not take a journey a row. */
const chunk = 1000

async function insert(client: pg.PoolClient, rows: readonly Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += chunk) {
    const some = rows.slice(from, from + chunk)
    await client.query(
      `insert into matrix_store (part, key, value)
       select part, key, value from unnest($1::text[], $2::bytea[], $3::bytea[]) new (part, key, value)`,
      [some.map(({ part }) => part), some.map(({ key }) => key), some.map(({ value }) => value)],
    )
  }
}

/** All or nothing, also when the machine stops: what stood at `path` stays until the new one is on disk. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  const folder = await open(dirname(path))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
