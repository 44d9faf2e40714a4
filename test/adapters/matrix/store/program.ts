import fc from 'fast-check'
import {
  type Database,
  type Factory,
  library,
  type ObjectStore,
  type Request,
  resultOf,
} from '#adapters/matrix/store/idb.ts'
import { endOf } from './store-tools.ts'

/** One request. Not every one makes sense in every store: then it fails, in both libraries alike. */
export type Step =
  | { readonly do: 'put' | 'add'; readonly store: string; readonly key: unknown; readonly value: Value }
  | { readonly do: 'delete'; readonly store: string; readonly key: unknown }
  | { readonly do: 'range'; readonly store: string; readonly from: unknown; readonly to: unknown }
  | { readonly do: 'clear'; readonly store: string }
  | {
      readonly do: 'walk'
      readonly store: string
      readonly index: string | undefined
      readonly act: 'update' | 'delete'
      readonly every: number
    }

export interface Value {
  readonly id?: unknown
  readonly a: unknown
  readonly b: unknown
  readonly tags: readonly string[]
  readonly body: unknown
}

export type Part =
  | {
      readonly type: 'transaction'
      readonly steps: readonly Step[]
      readonly end: 'commit' | 'abort' | 'wait'
    }
  | { readonly type: 'reopen' }
  | { readonly type: 'upgrade' }

const key = fc.oneof(
  fc.integer({ min: -2, max: 6 }),
  fc.constantFrom('a', 'b', 'é', '\ud800', '1'),
  fc.constantFrom(0, 100).map((ms) => new Date(ms)),
  fc.constantFrom(1, 2).map((byte) => new Uint8Array([byte, 0, 255])),
  fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 2 })),
)
const body = fc.oneof(
  fc.string(),
  fc.constantFrom(undefined, null, 1.5, -0, 10n),
  fc.uint8Array({ maxLength: 4 }),
  fc.constant(new Map([['clé', new Date(5)]])),
)
const value: fc.Arbitrary<Value> = fc.record(
  {
    id: fc.integer({ min: 1, max: 9 }),
    a: key,
    b: key,
    tags: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
    body,
  },
  { requiredKeys: ['a', 'b', 'tags', 'body'] },
)
const store = fc.constantFrom('apart', 'numbered', 'inside', 'pair')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('put', 'add'), store, key, value }) },
  fc.record({ do: fc.constant('delete'), store, key }),
  fc.record({ do: fc.constant('range'), store, from: key, to: key }),
  fc.record({ do: fc.constant('clear'), store }),
  fc.record({
    do: fc.constant('walk'),
    store,
    index: fc.constantFrom(undefined, 'tags', 'a'),
    act: fc.constantFrom('update', 'delete'),
    every: fc.integer({ min: 1, max: 3 }),
  }),
)

export const program: fc.Arbitrary<readonly Part[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('transaction'),
        steps: fc.array(step, { minLength: 1, maxLength: 6 }),
        end: fc.constantFrom('commit', 'abort', 'wait', 'wait'),
      }),
    },
    fc.record({ type: fc.constant('reopen') }),
    fc.record({ type: fc.constant('upgrade') }),
  ),
  { minLength: 1, maxLength: 12 },
)

/** The database of the programs. A version above the first adds, and takes away, a store and an index. */
export async function openDatabase(factory: Factory, version: number): Promise<Database> {
  const request = factory.open('essai', version)
  request.addEventListener('upgradeneeded', () => {
    const database = request.result
    const names = [...database.objectStoreNames]
    if (names.length === 0) {
      withIndexes(database.createObjectStore('apart'))
      withIndexes(database.createObjectStore('numbered', { autoIncrement: true }))
      withIndexes(database.createObjectStore('inside', { keyPath: 'id', autoIncrement: true }))
      withIndexes(database.createObjectStore('pair', { keyPath: ['a', 'b'] }))
    }
    const extra = database.createObjectStore(`extra ${version}`, { keyPath: 'deep.id', autoIncrement: true })
    extra.add({ deep: {} })
    extra.add({ body: version })
    extra.delete(2)
    for (const name of names) if (name.startsWith('extra')) database.deleteObjectStore(name)
    request.transaction?.objectStore('apart').createIndex(`body ${version}`, 'body')
  })
  return resultOf(request)
}

function withIndexes(made: ObjectStore): void {
  made.createIndex('tags', 'tags', { multiEntry: true })
  made.createIndex('a', 'a')
}

/** Resolves with what each request said, and how it ended. */
export async function runTransaction(
  database: Database,
  { steps, end }: Extract<Part, { type: 'transaction' }>,
): Promise<unknown> {
  const transaction = database.transaction(['apart', 'numbered', 'inside', 'pair'], 'readwrite')
  const ended = endOf(transaction)
  const said: unknown[] = []
  const requests: Request<unknown>[] = []
  for (const each of steps) {
    // An aborted transaction of the library leaves a raised generator behind, which it should not.
    if (
      end === 'abort' &&
      ['put', 'add'].includes(each.do) &&
      each.store !== 'pair' &&
      each.store !== 'apart'
    )
      continue
    try {
      const request = ask(transaction.objectStore(each.store), each)
      request.addEventListener('error', (event) => {
        event.preventDefault()
        said.push(request.error?.name)
      })
      requests.push(request)
    } catch (error) {
      said.push(error instanceof Error ? error.name : error)
    }
  }
  const last = requests.at(-1)
  if (end === 'abort') last?.addEventListener('success', () => transaction.abort())
  if (end === 'commit') transaction.commit()
  said.push(await ended)
  return said
}

function ask(target: ObjectStore, each: Step): Request<unknown> {
  if (each.do === 'delete') return target.delete(each.key)
  if (each.do === 'range') return target.delete(library.IDBKeyRange.bound(each.from, each.to))
  if (each.do === 'clear') return target.clear()
  if (each.do === 'walk') return walk(target, each)
  return target.keyPath === null && !target.autoIncrement
    ? target[each.do](each.value, each.key)
    : target[each.do](each.value)
}

function walk(target: ObjectStore, { index, act, every }: Extract<Step, { do: 'walk' }>): Request<unknown> {
  const request = (index === undefined ? target : target.index(index)).openCursor()
  let seen = 0
  request.addEventListener('success', () => {
    const cursor = request.result
    if (cursor === null) return
    seen += 1
    if (seen % every === 0) {
      const old = cursor.value
      if (act === 'delete') cursor.delete()
      else cursor.update(typeof old === 'object' && old !== null ? { ...old, body: `changed ${seen}` } : old)
    }
    if (seen < 20) cursor.continue()
  })
  return request
}

/** Everything that can be seen of the database: records, indexes, where generators stand. */
export async function dump(database: Database): Promise<unknown> {
  const names = [...database.objectStoreNames]
  const seen: unknown[] = [database.version]
  for (const name of names) {
    const read = database.transaction([name], 'readonly').objectStore(name)
    const indexes = [...read.indexNames].map((each) => read.index(each))
    const keys = resultOf(read.getAllKeys())
    const values = resultOf(read.getAll())
    const entries = indexes.map((index) => resultOf(index.getAllKeys()))
    seen.push({
      name,
      keyPath: read.keyPath,
      autoIncrement: read.autoIncrement,
      indexes: indexes.map(({ name: indexName, keyPath, unique, multiEntry }) => [
        indexName,
        keyPath,
        unique,
        multiEntry,
      ]),
      keys: await keys,
      values: await values,
      entries: await Promise.all(entries),
      next: read.autoIncrement ? await nextKey(database, name) : undefined,
    })
  }
  return seen
}

async function nextKey(database: Database, name: string): Promise<unknown> {
  const transaction = database.transaction([name], 'readwrite')
  const ended = endOf(transaction)
  const made = await resultOf(transaction.objectStore(name).add({}))
  transaction.abort()
  await ended
  return made
}
