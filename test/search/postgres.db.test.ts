import { postgresEngine } from '#search/postgres/engine.ts'
import { searchEngineContract } from '#test/contracts/search-engine.ts'
import { freshStore } from '#test/database.ts'

searchEngineContract('the Postgres engine', async () => {
  const store = await freshStore()
  return { engine: postgresEngine(store), close: () => store.close() }
})
