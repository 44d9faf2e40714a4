import { z } from 'zod'
import type { Store } from '#core/store/store.ts'
import { provider } from './bot.ts'

const rows = z.array(z.object({ id: z.string() }))

/** Which of these messages the bot has heard and answered: after a restart the server hands some of them over again. */
export async function knownEvents(pool: Store['pool'], ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await pool.query(
    'select id from heard where provider = $1 and id = any($2::text[]) and said_at is not null',
    [provider, ids],
  )
  return new Set(rows.parse(found.rows).map(({ id }) => id))
}
