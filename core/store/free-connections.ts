import type pg from 'pg'
import { z } from 'zod'

const row = z.object({ allowed: z.int(), used: z.int() })

/** How many connections the server lets roles like ours have, and how many are had now, by whomever. */
export async function countConnections(pool: pg.Pool): Promise<z.infer<typeof row>> {
  const { rows } = await pool.query(`
    select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0) as allowed,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`)
  return row.parse(rows[0])
}
