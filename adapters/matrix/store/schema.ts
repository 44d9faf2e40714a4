import { z } from 'zod'
import { type Database, type Key, type KeyPath, type ObjectStore, resultOf } from './idb.ts'

const keyPath = z.union([z.string(), z.array(z.string()), z.null()])

export const databaseSchema = z.object({
  name: z.string(),
  version: z.number(),
  stores: z.array(
    z.object({
      name: z.string(),
      keyPath,
      autoIncrement: z.boolean(),
      /** The last key that its generator made or was raised to. */
      position: z.number(),
      indexes: z.array(z.object({ name: z.string(), keyPath, unique: z.boolean(), multiEntry: z.boolean() })),
    }),
  ),
})

/** How a database is built: all but its records. */
export type DatabaseSchema = z.infer<typeof databaseSchema>
export type StoreSchema = DatabaseSchema['stores'][number]

export interface StoredRecord {
  readonly key: unknown
  readonly value: unknown
}

export interface Snapshot {
  readonly schema: DatabaseSchema
  /** By object store. */
  readonly records: ReadonlyMap<string, readonly { readonly key: Key; readonly value: unknown }[]>
}

/** All of a database whose upgrade has just finished, read before anybody else can use it. */
export async function readSnapshot(database: Database): Promise<Snapshot> {
  const { name, version } = database
  const names = [...database.objectStoreNames]
  const records = new Map<string, { key: Key; value: unknown }[]>()
  // A transaction on no store at all is an error.
  if (names.length === 0) return { schema: { name, version, stores: [] }, records }
  const reading = database.transaction(names, 'readonly')
  const read = names.map((storeName) => {
    const store = reading.objectStore(storeName)
    return { store: schemaOf(store), keys: resultOf(store.getAllKeys()), values: resultOf(store.getAll()) }
  })
  for (const { store, keys, values } of read) {
    const valuesRead = await values
    const pairs = (await keys).map((key, at) => ({ key, value: valuesRead[at] }))
    records.set(store.name, pairs)
    if (store.autoIncrement) store.position = await positionOf(database, store.name)
  }
  return { schema: { name, version, stores: read.map(({ store }) => store) }, records }
}

function schemaOf(store: ObjectStore): StoreSchema {
  const indexes = [...store.indexNames].map((name) => {
    const { keyPath: path, unique, multiEntry } = store.index(name)
    return { name, keyPath: plain(path), unique, multiEntry }
  })
  return {
    name: store.name,
    keyPath: plain(store.keyPath),
    autoIncrement: store.autoIncrement,
    position: 0,
    indexes,
  }
}

function plain(path: KeyPath): StoreSchema['keyPath'] {
  return typeof path === 'string' || path === null ? path : [...path]
}

/** No key generator tells where it stands: one key is made, and unmade. */
async function positionOf(database: Database, name: string): Promise<number> {
  const transaction = database.transaction([name], 'readwrite')
  const store = transaction.objectStore(name)
  const made = resultOf(store.keyPath === null ? store.add(0) : store.add({}))
  // It fails, and aborts, when it has made the last key that there is.
  const key = await made.catch(() => undefined)
  if (key === undefined) return 2 ** 53
  transaction.abort()
  return Number(key) - 1
}

/** Where the generator stands after a record was put under `key`. */
export function raisedPosition(position: number, key: Key): number {
  return typeof key === 'number' ? Math.max(position, Math.floor(Math.min(key, 2 ** 53))) : position
}
