import type { RowChange } from './batch.ts'
import { toBytes } from './bytes.ts'
import type { Committer } from './committer.ts'
import type { Database, Transaction } from './idb.ts'
import { partOf, parts, recordRow, rowKey, schemaRow } from './layout.ts'
import { type DatabaseSchema, raisedPosition, readSnapshot } from './schema.ts'
import type { Seal } from './seal.ts'
import type { Finished, StoreChange } from './watch.ts'

/** Turns what happens to databases into rows, and lets nobody know of it before they are written. */
export interface Ledger {
  readonly finished: Finished
  /** A database was deleted. */
  deleted(database: string, go: () => void): void
  /** Resolves when everything that finished so far is written; rejects when it cannot be. */
  flushed(): Promise<void>
}

export function makeLedger(
  seal: Seal,
  committer: Committer,
  loaded: readonly DatabaseSchema[],
  onFatal: (error: Error) => void,
): Ledger {
  const schemas = new Map(loaded.map((schema) => [schema.name, schema]))
  const outstanding = new Set<Promise<void>>()

  /** `go` in a task of its own, as events are: what a listener throws is the listener's. When `written` fails, never. */
  const after = (written: Promise<void>, go: () => void) => {
    outstanding.add(written)
    written.then(
      () => {
        outstanding.delete(written)
        setImmediate(go)
      },
      () => undefined,
    )
  }

  const upgraded = async (database: Database): Promise<void> => {
    const { schema, records } = await readSnapshot(database)
    const before = schemas.get(schema.name)
    schemas.set(schema.name, schema)
    const emptied = [...(before?.stores ?? []), ...schema.stores].map(
      ({ name }): RowChange => ({ type: 'clear', part: partOf(seal, schema.name, name) }),
    )
    const put = [...records].flatMap(([store, all]) => {
      const part = partOf(seal, schema.name, store)
      return all.map(({ key, value }) => recordRow(seal, part, key, toBytes(value)))
    })
    await committer.commit([...emptied, ...put, schemaRow(seal, schema)])
  }

  const rowsOf = (database: Database, changes: readonly StoreChange[]): RowChange[] => {
    const schema = schemas.get(database.name)
    const raised = new Set<DatabaseSchema>()
    const rows = changes.map((change): RowChange => {
      const part = partOf(seal, database.name, change.store)
      if (change.type === 'clear') return { type: 'clear', part }
      if (change.type === 'delete') return { type: 'delete', part, key: rowKey(seal, change.key) }
      const store = schema?.stores.find(({ name }) => name === change.store)
      if (schema !== undefined && store?.autoIncrement) {
        store.position = raisedPosition(store.position, change.key)
        raised.add(schema)
      }
      return recordRow(seal, part, change.key, change.value)
    })
    return [...rows, ...[...raised].map((each) => schemaRow(seal, each))]
  }

  const finished = (transaction: Transaction, changes: readonly StoreChange[], go: () => void) => {
    const { db, mode } = transaction
    if (mode === 'versionchange') {
      const written = upgraded(db)
      // Also when it could not be read: a database closed while it is upgraded, for one.
      written.catch(onFatal)
      after(written, go)
    } else if (changes.length === 0) go()
    else after(committer.commit(rowsOf(db, changes)), go)
  }

  const deleted = (name: string, go: () => void) => {
    const schema = schemas.get(name)
    if (schema === undefined) return go()
    schemas.delete(name)
    const emptied = schema.stores.map(
      (store): RowChange => ({ type: 'clear', part: partOf(seal, name, store.name) }),
    )
    const gone: RowChange = { type: 'delete', part: parts.schema, key: rowKey(seal, name) }
    after(committer.commit([...emptied, gone]), go)
  }

  return {
    finished,
    deleted,
    flushed: async () => {
      await Promise.all(outstanding)
    },
  }
}
