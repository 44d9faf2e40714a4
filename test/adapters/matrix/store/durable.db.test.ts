import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { library } from '#adapters/matrix/store/idb.ts'
import type { DurableStore } from '#adapters/matrix/store/open-store.ts'
import { type Bench, makeBench } from './fixture.ts'
import { dump, openDatabase, type Part, program, runTransaction } from './program.ts'

let bench: Bench
beforeAll(async () => {
  bench = await makeBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

/** Runs the program beside the plain library, which is never reopened, and compares all that can be seen. */
async function compare(parts: readonly Part[]): Promise<void> {
  await bench.pool.query('delete from matrix_store')
  const plainFactory = new library.IDBFactory()
  let version = 1
  let store: DurableStore = await bench.open()
  let plain = await openDatabase(plainFactory, version)
  let durable = await openDatabase(store.indexedDB, version)
  const reopen = async () => {
    await store.close()
    store = await bench.open()
    durable = await openDatabase(store.indexedDB, version)
    expect(await dump(durable)).toStrictEqual(await dump(plain))
  }
  for (const part of parts) {
    if (part.type === 'transaction') {
      const [expected, said] = await Promise.all([runTransaction(plain, part), runTransaction(durable, part)])
      expect(said).toStrictEqual(expected)
    } else if (part.type === 'upgrade') {
      version += 1
      plain.close()
      durable.close()
      plain = await openDatabase(plainFactory, version)
      durable = await openDatabase(store.indexedDB, version)
    } else await reopen()
  }
  expect(await dump(durable)).toStrictEqual(await dump(plain))
  await reopen()
  await store.close()
}

describe('a durable store', () => {
  it('is after any reopening what the plain library is without', async () => {
    await fc.assert(fc.asyncProperty(program, compare), { numRuns: 60 })
    expect(bench.fatal).toEqual([])
  })
})
