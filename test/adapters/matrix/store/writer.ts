import pg from 'pg'
import { openDurableStore } from '#adapters/matrix/store/open-store.ts'
import { key, openThings, putThing } from './store-tools.ts'

// Run as a process of its own, and killed: prints each number once the transaction that wrote it is complete.

const [url = '', name = '', holder = '', from = '0'] = process.argv.slice(2)
const store = await openDurableStore({
  pool: new pg.Pool({ connectionString: url }),
  lease: { name, holder },
  key,
  onFatal: (error) => {
    throw error
  },
})
const first = await openThings(store.indexedDB, 'one')
const second = await openThings(store.indexedDB, 'two')

async function write(database: typeof first, start: number): Promise<void> {
  for (let n = start; ; n += 2) {
    await putThing(database, n, { n, filling: 'x'.repeat(n % 500) })
    process.stdout.write(`${n}\n`)
  }
}
await Promise.all([write(first, Number(from)), write(second, Number(from) + 1)])
