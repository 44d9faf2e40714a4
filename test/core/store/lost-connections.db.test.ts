import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openStore } from '#core/store/store.ts'
import { freshDatabase } from '#test/database.ts'

const pids = z.tuple([z.object({ pid: z.number() })])

describe('a store whose connections the server ends', () => {
  it('goes on with as many as before, and can be closed', async () => {
    await using store = await openStore(await freshDatabase(), { connections: 2 })
    for (let round = 0; round < 5; round += 1) {
      const lost = store.transaction(async (em) => {
        const [{ pid }] = pids.parse(await em.execute('select pg_backend_pid() as pid'))
        await store.pool.query('select pg_terminate_backend($1)', [pid])
        await em.execute('select 1')
      })
      await expect(lost).rejects.toThrow()
    }
    expect(await store.read().execute('select 1 as one')).toEqual([{ one: 1 }])
  })
})
