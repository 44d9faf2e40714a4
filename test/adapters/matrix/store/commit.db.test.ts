import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { describe, expect, it } from 'vitest'
import { openDurableStore } from '#adapters/matrix/store/open-store.ts'
import { takeLease, waitForLease } from '#core/store/lease.ts'
import { makeBench } from './fixture.ts'
import { frailLink } from './frail-link.ts'
import { holdUp, isDone, untilBlocked } from './hold-up.ts'
import { account, endOf, getThing, key, openThings, putThing } from './store-tools.ts'

async function countRows(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(`select from matrix_store where part like 'data %'`)
  return rowCount ?? 0
}

describe('a transaction', () => {
  it('is complete when its rows are in PostgreSQL, as another connection sees', async () => {
    await using bench = await makeBench()
    const database = await openThings((await bench.open()).indexedDB)
    for (let done = 1; done <= 20; done += 1) {
      const transaction = database.transaction(['things'], 'readwrite')
      transaction.objectStore('things').put(done, done)
      const seen = new Promise<number>((resolve) =>
        transaction.addEventListener('complete', () => resolve(countRows(bench.pool))),
      )
      expect(await seen).toBe(done)
    }
  })

  it('is not complete while PostgreSQL has not committed', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    const database = await openThings(store.indexedDB)
    const letGo = await holdUp(bench.pool)
    const written = putThing(database, 'a', 1)
    await untilBlocked(bench.pool)
    const flushed = store.flushed()
    expect([await isDone(written), await isDone(flushed)]).toEqual([false, false])
    await letGo()
    await Promise.all([written, flushed])
    expect(await countRows(bench.pool)).toBe(1)
  })

  it('completes in the order in which it finished, also when many are written together', async () => {
    await using bench = await makeBench()
    const database = await openThings((await bench.open()).indexedDB)
    const letGo = await holdUp(bench.pool)
    const order: number[] = []
    const all = [1, 2, 3, 4, 5].map((at) => putThing(database, 'a', at).then(() => order.push(at)))
    await untilBlocked(bench.pool)
    await letGo()
    await Promise.all(all)
    expect(order).toEqual([1, 2, 3, 4, 5])
    const again = await openThings((await bench.open()).indexedDB)
    expect(await getThing(again, 'a')).toBe(5)
  })

  it('writes nothing when its rows are there already, and waits for them when they are on their way', async () => {
    await using bench = await makeBench()
    const database = await openThings((await bench.open()).indexedDB)
    await putThing(database, 'a', 1)
    const letGo = await holdUp(bench.pool)
    await putThing(database, 'a', 1)
    const other = putThing(database, 'a', 2)
    const same = putThing(database, 'a', 2)
    await untilBlocked(bench.pool)
    expect([await isDone(other), await isDone(same)]).toEqual([false, false])
    await letGo()
    await Promise.all([other, same])
    await putThing(database, 'a', 1)
    const again = await openThings((await bench.open()).indexedDB)
    expect(await getThing(again, 'a')).toBe(1)
  })

  it('writes nothing when it is aborted', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    const database = await openThings(store.indexedDB)
    await putThing(database, 'a', 1)
    const transaction = database.transaction(['things'], 'readwrite')
    const things = transaction.objectStore('things')
    things.put(2, 'a')
    things.put(2, 'b').addEventListener('success', () => transaction.abort())
    expect(await endOf(transaction)).toBe('abort')
    await store.flushed()
    const again = await openThings((await bench.open()).indexedDB)
    expect([await getThing(again, 'a'), await getThing(again, 'b')]).toEqual([1, undefined])
  })

  it('of an upgrade that is aborted leaves no database', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    const request = store.indexedDB.open('essai', 1)
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('things').put(1, 'a')
      request.transaction?.abort()
    })
    await new Promise((resolve) => request.addEventListener('error', resolve))
    await store.flushed()
    expect(await (await bench.open()).indexedDB.databases()).toEqual([])
  })
})

describe('a database', () => {
  it('that is deleted is gone after reopening, with its rows, and may be made anew', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    const database = await openThings(store.indexedDB)
    await putThing(await openThings(store.indexedDB, 'autre'), 'a', 'kept')
    await putThing(database, 'a', 1)
    database.close()
    const deleted = store.indexedDB.deleteDatabase('essai')
    await new Promise((resolve) => deleted.addEventListener('success', resolve))
    expect(await countRows(bench.pool)).toBe(1)
    const { indexedDB } = await bench.open()
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['autre'])
    expect(await getThing(await openThings(indexedDB), 'a')).toBeUndefined()
    expect(await getThing(await openThings(indexedDB, 'autre'), 'a')).toBe('kept')
  })
})

describe('the lease', () => {
  it('is needed to open', async () => {
    await using bench = await makeBench()
    await bench.pool.query(`update lease set until = now() - interval '1 second'`)
    await expect(bench.open()).rejects.toMatchObject({ name: 'LeaseLost' })
    expect((await bench.pool.query('select from matrix_store')).rowCount).toBe(0)
  })

  it('once it is another’s, nothing is written, nothing completes any more, and the holder is told once', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    const database = await openThings(store.indexedDB)
    const table = 'select * from matrix_store order by part, key'
    const before = (await bench.pool.query(table)).rows
    await bench.pool.query('update lease set holder = gen_random_uuid()')
    const written = [putThing(database, 'a', 1), putThing(database, 'b', 2)]
    await expect(store.setSecret('jeton', 'x')).rejects.toMatchObject({ name: 'LeaseLost' })
    written.push(putThing(database, 'c', 3))
    expect(await isDone(Promise.race(written))).toBe(false)
    await expect(store.flushed()).rejects.toMatchObject({ name: 'LeaseLost' })
    expect(bench.fatal.map(({ name }) => name)).toEqual(['LeaseLost'])
    expect((await bench.pool.query(table)).rows).toEqual(before)
    await store.close()
  })

  it('that lapses without being taken lets nothing be written either', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    await bench.pool.query('update lease set until = now()')
    await expect(store.setSecret('jeton', 'x')).rejects.toMatchObject({ name: 'LeaseLost' })
  })

  it('under which the store is opened anew lets the first one write nothing more', async () => {
    await using bench = await makeBench()
    const first = await bench.open()
    const second = await bench.open()
    await expect(first.setSecret('jeton', 'old')).rejects.toMatchObject({ name: 'StoreRefused' })
    await second.setSecret('jeton', 'new')
    expect(await (await bench.open()).secret('jeton')).toBe('new')
  })
})

describe('a PostgreSQL that does not answer', () => {
  it('is asked again, and what it had written already is not lost or undone', async () => {
    await using bench = await makeBench()
    await using link = await frailLink(bench.url)
    const { lease, fatal } = bench
    const onFatal = (error: Error) => {
      fatal.push(error)
    }
    const store = await openDurableStore({
      pool: link.pool,
      lease: { name: lease.name, holder: lease.holder },
      key,
      onFatal,
    })
    const database = await openThings(store.indexedDB)
    // Written, but the answer is lost.
    link.deafen()
    const first = putThing(database, 'a', 1)
    while ((await countRows(bench.pool)) === 0) await pause(10)
    expect(await isDone(first)).toBe(false)
    link.cut()
    link.heal()
    await first
    // Sent, held up, given up for lost, sent again: then both arrive at once.
    const letGo = await holdUp(bench.pool)
    const second = putThing(database, 'a', 2)
    await untilBlocked(bench.pool)
    link.cut()
    link.heal()
    await untilBlocked(bench.pool, 2)
    await letGo()
    await second
    await putThing(database, 'a', 3)
    // Not there at all for a while.
    link.cut()
    const third = putThing(database, 'b', 4)
    expect(await isDone(third)).toBe(false)
    link.heal()
    await third
    expect(fatal).toEqual([])
    const again = await openThings((await bench.open()).indexedDB)
    expect([await getThing(again, 'a'), await getThing(again, 'b')]).toEqual([3, 4])
  })

  it('is waited for no longer than the lease can last', async () => {
    await using bench = await makeBench()
    await using link = await frailLink(bench.url)
    await bench.lease.release()
    const lease = await takeLease(link.pool, account, { ttl: 1500 })
    if (lease === undefined) throw new Error('the lease is free')
    const fatal = Promise.withResolvers<Error>()
    const store = await openDurableStore({ pool: link.pool, lease, key, onFatal: fatal.resolve })
    const database = await openThings(store.indexedDB)
    link.cut()
    const written = putThing(database, 'a', 1)
    expect((await fatal.promise).name).toBe('LeaseLost')
    link.heal()
    expect(await isDone(written)).toBe(false)
    const next = await waitForLease(bench.pool, account, { signal: new AbortController().signal, poll: 50 })
    if (next === undefined) throw new Error('nobody asked to stop')
    const taken = await openDurableStore({ pool: bench.pool, lease: next, key, onFatal: () => undefined })
    expect(await getThing(await openThings(taken.indexedDB), 'a')).toBeUndefined()
    await next.release()
  })
})
