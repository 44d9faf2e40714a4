import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import { fromBytes } from './bytes.ts'
import { type Fence, makeCommitter } from './committer.ts'
import { LeaseLost, StoreRefused } from './errors.ts'
import { durableFactory } from './factory.ts'
import { installGlobals } from './globals.ts'
import type { Factory } from './idb.ts'
import { onlyKey, parts, type Row, row, rowKey, secret, secretRow } from './layout.ts'
import { makeLedger } from './ledger.ts'
import { checkAccount, makeMarker } from './marker.ts'
import { rebuild } from './rebuild.ts'
import { makeSeal, type Seal } from './seal.ts'

/** IndexedDB whose finished transactions are in PostgreSQL, sealed, before anybody hears that they are complete. */
export interface DurableStore {
  readonly indexedDB: Factory
  /** Resolves when everything that finished so far is in PostgreSQL; rejects when it never will be. */
  flushed(): Promise<void>
  /** Small sealed values: access token, device id… */
  secret(name: string): Promise<string | undefined>
  /** Resolves when it is in PostgreSQL; undefined takes it away. */
  setSecret(name: string, value: string | undefined): Promise<void>
  /** Flushes. What is done to the databases afterwards is not kept, and never complete. */
  close(): Promise<void>
}

export interface OpenOptions {
  readonly pool: pg.Pool
  /** Held by this process: each write is refused by PostgreSQL when it no longer is. One account has one name. */
  readonly lease: Fence
  /** 32 bytes, base64 or hex. */
  readonly key: string
  /** Called once, when nothing can be written any more: no transaction will ever complete again. */
  onFatal(error: Error): void
}

/**
 * Reads everything that is kept into memory.
 * @throws StoreKeyError when the key is malformed or another; LeaseLost when the lease is not held;
 * StoreRefused when the store is another account's; StoreDamaged when rows were altered
 */
export async function openDurableStore({ pool, lease, key, onFatal }: OpenOptions): Promise<DurableStore> {
  const seal = makeSeal(key)
  const turn = randomUUID()
  const rows = await load(pool, seal, lease, turn)
  const secrets = new Map(
    rows
      .filter(({ part }) => part === parts.secret)
      .map((each) => secret.parse(fromBytes(seal.open(each.part, each.key, each.value))))
      .map(({ name, value }) => [name, value]),
  )
  const { factory, schemas } = await rebuild(seal, rows)
  const committer = makeCommitter({ pool, seal, lease, turn, onFatal })
  const ledger = makeLedger(seal, committer, schemas, (error) => {
    if (committer.stop(error)) onFatal(error)
  })
  const indexedDB = durableFactory(factory, ledger)
  const uninstall = installGlobals(indexedDB)
  return {
    indexedDB,
    flushed: () => ledger.flushed(),
    secret: async (name) => secrets.get(name),
    setSecret: async (name, value) => {
      if (value === undefined) {
        await committer.commit([{ type: 'delete', part: parts.secret, key: rowKey(seal, name) }])
        secrets.delete(name)
      } else {
        await committer.commit([secretRow(seal, name, value)])
        secrets.set(name, value)
      }
    },
    close: async () => {
      uninstall()
      // A store that can write no more is closed all the same.
      await ledger.flushed().catch(() => undefined)
      committer.stop(new StoreRefused('Les clés de l’appareil Tchap sont refermées.'))
    },
  }
}

/** All rows, at a moment from which nobody else writes any. */
async function load(pool: pg.Pool, seal: Seal, lease: Fence, turn: string): Promise<Row[]> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const held = await client.query(
      'select from lease where name = $1 and holder = $2 and until > now() for share',
      [lease.name, lease.holder],
    )
    if (held.rowCount === 0) throw new LeaseLost(lease.name)
    // From here on whoever had the store open, under the same lease even, can write no more.
    const taken = await client.query('update matrix_store set value = $1 where part = $2', [
      Buffer.from(turn),
      parts.turn,
    ])
    const { rows } = await client.query('select part, key, value from matrix_store')
    const found = z.array(row).parse(rows)
    if (found.length > 0) checkAccount(seal, found, lease.name)
    else await insert(client, makeMarker(seal, lease.name))
    if (taken.rowCount === 0)
      await insert(client, { part: parts.turn, key: onlyKey, value: Buffer.from(turn) })
    await client.query('commit')
    return found
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function insert(client: pg.PoolClient, { part, key, value }: Row): Promise<void> {
  await client.query('insert into matrix_store (part, key, value) values ($1, $2, $3)', [part, key, value])
}
