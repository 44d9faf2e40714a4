import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openStore, type Store } from '#core/store/store.ts'
import { freshDatabase } from '#test/database.ts'

let one: Store
let other: Store

beforeAll(async () => {
  const url = await freshDatabase()
  one = await openStore(url)
  other = await openStore(url)
})
afterAll(() => Promise.all([one.close(), other.close()]))

/** What can be had of these names while `work` goes on. */
function had(store: Store, names: readonly string[]): Promise<string[]> {
  return store.claims.holding(names, async (held) => [...held])
}

describe('what one worker has in hand', () => {
  it('is had by no other, in its process or in another, until it ends', async () => {
    await one.claims.holding(['a', 'b'], async (held) => {
      expect([...held]).toEqual(['a', 'b'])
      expect(await had(one, ['a', 'c'])).toEqual(['c'])
      expect(await had(other, ['a', 'b', 'c'])).toEqual(['c'])
    })
    expect(await had(other, ['a', 'b'])).toEqual(['a', 'b'])
    expect(await had(one, ['a', 'b'])).toEqual(['a', 'b'])
  })

  it('is let go when its work fails', async () => {
    const failing = one.claims.holding(['d'], () => Promise.reject(new Error('en vain')))
    await expect(failing).rejects.toThrow('en vain')
    expect(await had(other, ['d'])).toEqual(['d'])
  })

  it('is asked once where it is named twice', async () => {
    expect(await had(one, ['e', 'e'])).toEqual(['e'])
    expect(await had(other, ['e'])).toEqual(['e'])
  })

  it('is taken again when its session was lost, and let go when its work ends', async () => {
    const locks = async () => {
      const { rows } = await one.pool.query(
        `select a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid and l.locktype = 'advisory'
         where a.application_name = 'vigie claims' and a.datname = current_database()`,
      )
      return z.array(z.object({ pid: z.number() })).parse(rows)
    }
    await one.claims.holding(['f'], async () => {
      const [before] = await locks()
      await one.pool.query('select pg_terminate_backend($1)', [before?.pid])
      let now = await locks()
      while (now.length === 0 || now[0]?.pid === before?.pid) {
        await pause(20)
        now = await locks()
      }
      expect(await had(other, ['f'])).toEqual([])
    })
    expect(await had(other, ['f'])).toEqual(['f'])
    expect(await had(one, ['f'])).toEqual(['f'])
  })

  it('goes on without a session that is lost when it is let go', async () => {
    await one.claims.holding(['g'], async () => {
      await one.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'vigie claims' and datname = current_database()`,
      )
    })
    expect(await had(other, ['g'])).toEqual(['g'])
    expect(await had(one, ['g'])).toEqual(['g'])
  })
})
