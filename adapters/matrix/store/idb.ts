import {
  IDBCursor,
  IDBCursorWithValue,
  IDBDatabase,
  IDBFactory,
  IDBIndex,
  IDBKeyRange,
  IDBObjectStore,
  IDBOpenDBRequest,
  IDBRecord,
  IDBRequest,
  IDBTransaction,
  IDBVersionChangeEvent,
} from 'fake-indexeddb'

/*
 * What we use of IndexedDB. The library's own types need those of a browser, which this project does not have:
 * without this file its parts would be untyped.
 */

export type Key = number | string | Date | ArrayBuffer | readonly Key[]
export type KeyPath = string | readonly string[] | null

export interface Event {
  readonly type: string
  preventDefault(): void
}

export interface EventTarget {
  addEventListener(type: string, listener: (event: Event) => void): void
  dispatchEvent(event: Event): boolean
}

export interface Request<T> extends EventTarget {
  readonly result: T
  readonly error: Error | null
}

export interface OpenRequest extends Request<Database> {
  readonly transaction: Transaction | null
}

export interface KeyRange {
  readonly lower: unknown
  readonly upper: unknown
}

export interface Index {
  readonly name: string
  readonly keyPath: KeyPath
  readonly unique: boolean
  readonly multiEntry: boolean
  readonly objectStore: ObjectStore
  getAllKeys(query?: unknown): Request<Key[]>
  openCursor(query?: unknown, direction?: string): Request<Cursor | null>
}

export interface ObjectStore {
  readonly name: string
  readonly keyPath: KeyPath
  readonly autoIncrement: boolean
  readonly indexNames: Iterable<string>
  readonly transaction: Transaction
  put(value: unknown, key?: unknown): Request<Key>
  add(value: unknown, key?: unknown): Request<Key>
  delete(query: unknown): Request<undefined>
  clear(): Request<undefined>
  get(query: unknown): Request<unknown>
  getAll(query?: unknown): Request<unknown[]>
  getAllKeys(query?: unknown): Request<Key[]>
  openCursor(query?: unknown, direction?: string): Request<Cursor | null>
  index(name: string): Index
  createIndex(
    name: string,
    keyPath: KeyPath,
    options?: { readonly unique?: boolean; readonly multiEntry?: boolean },
  ): Index
  deleteIndex(name: string): void
}

export interface Cursor {
  readonly source: ObjectStore | Index
  readonly primaryKey: Key
  readonly value: unknown
  update(value: unknown): Request<Key>
  delete(): Request<undefined>
  continue(): void
}

export interface Transaction extends EventTarget {
  readonly db: Database
  readonly mode: string
  readonly error: Error | null
  objectStore(name: string): ObjectStore
  abort(): void
  commit(): void
}

export interface Database extends EventTarget {
  readonly name: string
  readonly version: number
  readonly objectStoreNames: Iterable<string>
  transaction(stores: string | readonly string[], mode?: string): Transaction
  createObjectStore(
    name: string,
    options?: { readonly keyPath?: KeyPath; readonly autoIncrement?: boolean },
  ): ObjectStore
  deleteObjectStore(name: string): void
  close(): void
}

export interface Factory {
  open(name: string, version?: number): OpenRequest
  deleteDatabase(name: string): Request<undefined>
  databases(): Promise<{ readonly name: string; readonly version: number }[]>
  cmp(first: unknown, second: unknown): number
}

interface Class<T> {
  readonly prototype: T
}

interface Library {
  readonly IDBFactory: new () => Factory
  readonly IDBKeyRange: Class<KeyRange> & {
    bound(lower: unknown, upper: unknown): KeyRange
    only(key: unknown): KeyRange
  }
  readonly IDBObjectStore: Class<ObjectStore>
  readonly IDBCursor: Class<Cursor>
  readonly IDBTransaction: Class<Transaction>
}

export const library: Library = { IDBFactory, IDBKeyRange, IDBObjectStore, IDBCursor, IDBTransaction }

/** The classes by which code made for a browser knows what it was given. */
export const browserClasses: Readonly<Record<string, unknown>> = {
  IDBCursor,
  IDBCursorWithValue,
  IDBDatabase,
  IDBFactory,
  IDBIndex,
  IDBKeyRange,
  IDBObjectStore,
  IDBOpenDBRequest,
  IDBRecord,
  IDBRequest,
  IDBTransaction,
  IDBVersionChangeEvent,
}

/** The result of a request, once it is there. */
export function resultOf<T>(request: Request<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}
