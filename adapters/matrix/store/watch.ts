import { fromBytes, toBytes } from './bytes.ts'
import {
  type Cursor,
  type Database,
  type Event,
  type Key,
  library,
  type ObjectStore,
  type Request,
  type Transaction,
} from './idb.ts'

/** What one request of a transaction did to an object store. */
export type StoreChange =
  | { readonly type: 'put'; readonly store: string; readonly key: Key; readonly value: Buffer }
  | { readonly type: 'delete'; readonly store: string; readonly key: Key }
  | { readonly type: 'clear'; readonly store: string }

/** Told of each finished transaction that may have written. Nobody else hears of its end before `go` is called. */
export type Finished = (transaction: Transaction, changes: readonly StoreChange[], go: () => void) => void

const watched = new WeakMap<Database, Finished>()
const written = new WeakMap<Transaction, StoreChange[]>()

/** Every readwrite and versionchange transaction of this connection goes through `finished` before its `complete`. */
export function watchDatabase(database: Database, finished: Finished): void {
  watched.set(database, finished)
}

function isRecorded(transaction: Transaction): boolean {
  // What an upgrade did is read as a whole when it is over.
  return transaction.mode === 'readwrite' && watched.has(transaction.db)
}

function record(transaction: Transaction, change: StoreChange): void {
  const changes = written.get(transaction)
  if (changes === undefined) written.set(transaction, [change])
  else changes.push(change)
}

/** Once the request succeeded: one that failed changed nothing, and does not always end its transaction. */
function recordOnSuccess<T>(
  request: Request<T>,
  transaction: Transaction,
  changeOf: (result: T) => StoreChange,
): Request<T> {
  request.addEventListener('success', () => record(transaction, changeOf(request.result)))
  return request
}

// The library's public methods are replaced on its classes, once, for it makes its objects itself. What isn't watched
// passes through untouched, so that other users of the library in this process see no difference.

const { put, add, delete: remove, clear } = library.IDBObjectStore.prototype
const { update, delete: removeHere } = library.IDBCursor.prototype
const { dispatchEvent } = library.IDBTransaction.prototype

function recordPut(store: ObjectStore, value: unknown, send: () => Request<Key>): Request<Key> {
  const { transaction, name, keyPath, autoIncrement } = store
  // Now: the caller may change the value while the request waits for its turn.
  const bytes = cloned(value)
  return recordOnSuccess(send(), transaction, (key) => {
    const made = autoIncrement && typeof keyPath === 'string'
    return { type: 'put', store: name, key, value: made ? withKey(bytes, keyPath, key) : bytes }
  })
}

/** The value as the library keeps it: with the key that it made, where the value had none. */
function withKey(bytes: Buffer, keyPath: string, key: Key): Buffer {
  const value = fromBytes(bytes)
  const names = keyPath.split('.')
  let here: unknown = value
  for (const [depth, name] of names.entries()) {
    if (typeof here !== 'object' || here === null) return bytes
    const last = depth === names.length - 1
    if (!Object.hasOwn(here, name))
      Object.defineProperty(here, name, {
        value: last ? key : {},
        configurable: true,
        enumerable: true,
        writable: true,
      })
    here = Reflect.get(here, name)
  }
  return toBytes(value)
}

function cloned(value: unknown): Buffer {
  try {
    return toBytes(value)
  } catch (error) {
    throw new DOMException(String(error), 'DataCloneError')
  }
}

const storeMethods = {
  put(this: ObjectStore, ...args: Parameters<ObjectStore['put']>): Request<Key> {
    const send = () => put.apply(this, args)
    return isRecorded(this.transaction) ? recordPut(this, args[0], send) : send()
  },
  add(this: ObjectStore, ...args: Parameters<ObjectStore['add']>): Request<Key> {
    const send = () => add.apply(this, args)
    return isRecorded(this.transaction) ? recordPut(this, args[0], send) : send()
  },
  delete(this: ObjectStore, ...args: Parameters<ObjectStore['delete']>): Request<undefined> {
    const { transaction, name } = this
    if (!isRecorded(transaction)) return remove.apply(this, args)
    // Asked just before: what a range deletes is known by its keys, in the form in which the library holds them.
    const keys = this.getAllKeys(args[0])
    const request = remove.apply(this, args)
    request.addEventListener('success', () => {
      for (const key of keys.result) record(transaction, { type: 'delete', store: name, key })
    })
    return request
  },
  clear(this: ObjectStore): Request<undefined> {
    const request = clear.call(this)
    const { transaction, name } = this
    if (!isRecorded(transaction)) return request
    return recordOnSuccess(request, transaction, () => ({ type: 'clear', store: name }))
  },
}

const cursorMethods = {
  update(this: Cursor, ...args: Parameters<Cursor['update']>): Request<Key> {
    const store = storeOf(this)
    const send = () => update.apply(this, args)
    return isRecorded(store.transaction) ? recordPut(store, args[0], send) : send()
  },
  delete(this: Cursor): Request<undefined> {
    const { transaction, name } = storeOf(this)
    const key = this.primaryKey
    const request = removeHere.call(this)
    if (!isRecorded(transaction)) return request
    return recordOnSuccess(request, transaction, () => ({ type: 'delete', store: name, key }))
  },
}

function storeOf(cursor: Cursor): ObjectStore {
  return 'objectStore' in cursor.source ? cursor.source.objectStore : cursor.source
}

const transactionMethods = {
  dispatchEvent(this: Transaction, event: Event): boolean {
    const finished = event.type === 'complete' && this.mode !== 'readonly' ? watched.get(this.db) : undefined
    if (finished === undefined) return dispatchEvent.call(this, event)
    finished(this, written.get(this) ?? [], () => dispatchEvent.call(this, event))
    return true
  },
}

/** Changes the prototypes; `define` and not assignment, because some methods are inherited. */
function replace(prototype: object, methods: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true })
}

replace(library.IDBObjectStore.prototype, storeMethods)
replace(library.IDBCursor.prototype, cursorMethods)
replace(library.IDBTransaction.prototype, transactionMethods)
