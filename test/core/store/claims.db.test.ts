import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

  it('is free for the others when its process has died, and it goes on when it comes back', async () => {
    const held = one.claims.holding(['f'], async () => {
      await one.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vigie claims' and datname = current_database()
           and pid in (select pid from pg_locks where locktype = 'advisory')`,
      )
      // The connection ends a moment later.
      for (let n = 0; n < 50 && (await had(other, ['f']).catch(() => [])).length === 0; n += 1)
        await pause(20)
      return had(other, ['f'])
    })
    expect(await held).toEqual(['f'])
    expect(await had(one, ['f'])).toEqual(['f'])
  })
})
