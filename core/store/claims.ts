import { z } from 'zod'
import { againWhenLost } from './again.ts'
import { type KeptSession, keepSession } from './kept-session.ts'

/** What one worker at a time may have in hand, over all processes of a database. */
export interface Claims {
  /**
   * Does `work` with those of these names that nobody has in hand, and lets them go. What it reads of them it must read
   * in `work`: before, another may have been at it.
   */
  holding<T>(names: readonly string[], work: (held: ReadonlySet<string>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const taken = z.array(z.object({ name: z.string() }))
const take =
  'select name from json_array_elements_text($1::json) as name where pg_try_advisory_lock(hashtextextended(name, 0))'
const letGo =
  'select pg_advisory_unlock(hashtextextended(name, 0)) from json_array_elements_text($1::json) as name'

/**
 * Advisory locks on one connection, which PostgreSQL frees when the process dies. When that connection is lost while work
 * goes on, they are taken again on the next; meanwhile another process may take the same names: the claim orders what is
 * done, it is not what makes it done once.
 */
export function openClaims(url: string): Claims {
  // One session has its own locks twice: within this process, this set decides.
  const mine = new Set<string>()
  /** Of these, what PostgreSQL gave us. */
  const locked = new Set<string>()
  let session: Promise<KeptSession> | undefined

  const connected = async (): Promise<KeptSession> => {
    session ??= keepSession({
      url,
      name: 'vigie claims',
      take: (client) => client.query(take, [JSON.stringify([...locked])]),
    })
    try {
      return await session
    } catch (error) {
      // Never open yet: the next one tries again.
      await session?.catch(() => {
        session = undefined
      })
      throw error
    }
  }

  const lock = async (names: readonly string[]): Promise<ReadonlySet<string>> => {
    const { rows } = await (await connected()).query(take, [JSON.stringify(names)])
    return new Set(taken.parse(rows).map(({ name }) => name))
  }

  const release = async (held: ReadonlySet<string>) => {
    for (const name of held) locked.delete(name)
    // A connection that ends lets go of all by itself, and the next one takes the rest again.
    await connected()
      .then((kept) => kept.query(letGo, [JSON.stringify([...held])]))
      .catch(() => session?.then((kept) => kept.renew()).catch(() => undefined))
  }

  return {
    async holding(names, work) {
      const free = [...new Set(names)].filter((name) => !mine.has(name))
      for (const name of free) mine.add(name)
      try {
        if (free.length === 0) return await work(new Set())
        const held = await againWhenLost(() => lock(free))
        for (const name of held) locked.add(name)
        try {
          return await work(held)
        } finally {
          await release(held)
        }
      } finally {
        for (const name of free) mine.delete(name)
      }
    },
    async close() {
      await (await session?.catch(() => undefined))?.close()
    },
  }
}
