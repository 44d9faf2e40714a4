import { z } from 'zod'
import type { Store } from '#core/store/store.ts'

const names = z.array(z.object({ name: z.string() }))
const kept = z.array(z.object({ kept: z.string() }))

/** All that the database holds, row by row with the place and the transaction of each, and how far its counters are. */
export async function snapshot({ pool }: Store): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await pool.query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker') order by 1`,
  )
  const all: Record<string, readonly string[]> = {}
  for (const { name } of names.parse(tables.rows)) {
    const { rows } = await pool.query(
      `select (ctid, xmin, xmax, row)::text as kept from ${name} as row order by ctid`,
    )
    all[name] = kept.parse(rows).map((row) => row.kept)
  }
  const { rows } = await pool.query(
    "select concat(schemaname, '.', sequencename, ' ', last_value) as kept from pg_sequences order by 1",
  )
  return { ...all, sequences: kept.parse(rows).map((row) => row.kept) }
}
