import pg from 'pg'
import { z } from 'zod'

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

/**
 * Advisory locks on one connection, which PostgreSQL frees when the process dies. When that connection is lost while work
 * goes on, another process may take the same names until the work ends: the claim orders what is done, it is not what
 * makes it done once.
 */
export function openClaims(url: string): Claims {
  // One session has its own locks twice: within this process, this set decides.
  const mine = new Set<string>()
  let session: Promise<pg.Client> | undefined

  const connected = () => {
    session ??= connect(url, () => {
      session = undefined
    })
    return session
  }

  const release = async (held: ReadonlySet<string>, client: pg.Client) => {
    await client
      .query(
        'select pg_advisory_unlock(hashtextextended(name, 0)) from json_array_elements_text($1::json) as name',
        [JSON.stringify([...held])],
      )
      // A connection that ends lets go of all by itself.
      .catch(() => client.end().catch(() => undefined))
  }

  return {
    async holding(names, work) {
      const free = [...new Set(names)].filter((name) => !mine.has(name))
      for (const name of free) mine.add(name)
      try {
        if (free.length === 0) return await work(new Set())
        const client = await connected()
        const { rows } = await client.query(
          'select name from json_array_elements_text($1::json) as name where pg_try_advisory_lock(hashtextextended(name, 0))',
          [JSON.stringify(free)],
        )
        const held = new Set(taken.parse(rows).map(({ name }) => name))
        try {
          return await work(held)
        } finally {
          await release(held, client)
        }
      } finally {
        for (const name of free) mine.delete(name)
      }
    },
    async close() {
      const client = await session?.catch(() => undefined)
      await client?.end().catch(() => undefined)
    },
  }
}

async function connect(url: string, lost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'vigie claims' })
  client.on('error', () => undefined)
  client.on('end', lost)
  try {
    await client.connect()
    // As in presence.ts: a machine that vanishes closes nothing.
    await client.query(
      'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
    )
  } catch (error) {
    lost()
    throw error
  }
  return client
}
