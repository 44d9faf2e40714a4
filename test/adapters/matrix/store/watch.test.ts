import { describe, expect, it } from 'vitest'
import { fromBytes } from '#adapters/matrix/store/bytes.ts'
import { library, resultOf } from '#adapters/matrix/store/idb.ts'
import { readSnapshot } from '#adapters/matrix/store/schema.ts'
import { type StoreChange, watchDatabase } from '#adapters/matrix/store/watch.ts'
import { endOf } from './store-tools.ts'

// What we rely on in fake-indexeddb: that each way of writing goes through the public methods that are replaced, and
// that the end of a transaction is told through its own dispatchEvent. A release that changes that fails here.

async function watchedDatabase() {
  const request = new library.IDBFactory().open('essai', 1)
  const heard: { changes: readonly StoreChange[]; go: () => void }[] = []
  request.addEventListener('upgradeneeded', () => {
    const store = request.result.createObjectStore('things')
    store.createIndex('by', 'by')
    request.result.createObjectStore('numbered', { keyPath: 'id', autoIncrement: true })
  })
  const database = await resultOf(request)
  watchDatabase(database, (_transaction, changes, go) => heard.push({ changes, go }))
  return { database, heard }
}

function plain(change: StoreChange): unknown[] {
  return change.type === 'put'
    ? [change.type, change.store, change.key, fromBytes(change.value)]
    : [change.type, change.store, change.type === 'delete' ? change.key : undefined]
}

/** Longer than anything the library still has to do by itself. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('a watched database', () => {
  it('tells every way of writing, in order', async () => {
    const { database, heard } = await watchedDatabase()
    const transaction = database.transaction(['things', 'numbered'], 'readwrite')
    const things = transaction.objectStore('things')
    things.put({ by: 1 }, 'a')
    things.add({ by: 2 }, 'b')
    things.put({ by: 3 }, 'c')
    transaction.objectStore('numbered').add({ body: 'x' })
    things.delete('a')
    const walk = things.index('by').openCursor()
    walk.addEventListener('success', () => {
      const cursor = walk.result
      if (cursor === null) return
      if (cursor.primaryKey === 'b') cursor.update({ by: 2, seen: true })
      else cursor.delete()
      cursor.continue()
    })
    await resultOf(things.get('c'))
    await idle()
    const late = database.transaction(['things'], 'readwrite')
    late.objectStore('things').delete(library.IDBKeyRange.bound('a', 'z'))
    late.objectStore('things').clear()
    await idle()
    expect(heard.map(({ changes }) => changes.map(plain))).toEqual([
      [
        ['put', 'things', 'a', { by: 1 }],
        ['put', 'things', 'b', { by: 2 }],
        ['put', 'things', 'c', { by: 3 }],
        ['put', 'numbered', 1, { body: 'x', id: 1 }],
        ['delete', 'things', 'a'],
        ['put', 'things', 'b', { by: 2, seen: true }],
        ['delete', 'things', 'c'],
      ],
      [
        ['delete', 'things', 'b'],
        ['clear', 'things', undefined],
      ],
    ])
  })

  it('tells nobody that a transaction is complete before it may', async () => {
    const { database, heard } = await watchedDatabase()
    const transaction = database.transaction(['things'], 'readwrite')
    let complete = false
    endOf(transaction).then(() => {
      complete = true
    })
    transaction.objectStore('things').put(1, 'a')
    await idle()
    expect([heard.length, complete]).toEqual([1, false])
    heard[0]?.go()
    await idle()
    expect(complete).toBe(true)
  })

  it('keeps the value as it was when it was put, whatever becomes of it afterwards', async () => {
    const { database, heard } = await watchedDatabase()
    const value = { by: 1 }
    database.transaction(['things'], 'readwrite').objectStore('things').put(value, 'a')
    value.by = 2
    await idle()
    expect(heard[0]?.changes.map(plain)).toEqual([['put', 'things', 'a', { by: 1 }]])
  })

  it('does not tell what failed or was aborted', async () => {
    const { database, heard } = await watchedDatabase()
    const failing = database.transaction(['things'], 'readwrite')
    failing.objectStore('things').add(1, 'a')
    const again = failing.objectStore('things').add(2, 'a')
    again.addEventListener('error', (event) => event.preventDefault())
    await idle()
    heard[0]?.go()
    const aborted = database.transaction(['things'], 'readwrite')
    aborted
      .objectStore('things')
      .put(3, 'b')
      .addEventListener('success', () => aborted.abort())
    await idle()
    expect(heard.map(({ changes }) => changes.map(plain))).toEqual([[['put', 'things', 'a', 1]]])
  })

  it('leaves databases that are not watched alone', async () => {
    const request = new library.IDBFactory().open('autre', 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore('things'))
    const database = await resultOf(request)
    const transaction = database.transaction(['things'], 'readwrite')
    transaction.objectStore('things').put(1, 'a')
    expect(await endOf(transaction)).toBe('complete')
  })

  it('is read whole after an upgrade, with the places of its generators, which it does not move', async () => {
    const request = new library.IDBFactory().open('essai', 3)
    request.addEventListener('upgradeneeded', () => {
      const store = request.result.createObjectStore('numbered', { autoIncrement: true })
      store.put('x', 41)
      store.delete(41)
      store.createIndex('by', ['a', 'b'], { unique: true })
    })
    const database = await resultOf(request)
    const expected = {
      name: 'essai',
      version: 3,
      stores: [
        {
          name: 'numbered',
          keyPath: null,
          autoIncrement: true,
          position: 41,
          indexes: [{ name: 'by', keyPath: ['a', 'b'], unique: true, multiEntry: false }],
        },
      ],
    }
    expect((await readSnapshot(database)).schema).toEqual(expected)
    expect((await readSnapshot(database)).schema).toEqual(expected)
  })
})
