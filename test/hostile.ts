import { z } from 'zod'
import { unwritableIn } from '#core/clean-text.ts'
import type { Store } from '#core/store/store.ts'

/** What no text may have: programs are refused, in chat it is dropped. */
export const controls = ['\u0000', '\u0007', '\u001b', '\u007f', '\u009f', '\ud800', '\udfff']

/** What is not seen, all at once: marks of direction, spaces without width, tags, selectors, halves of emoji sequences. */
export const unseen =
  '\u200b\u2060\ufeff\u00ad\u200c\u200d\u034f\u180e\u061c\u200e\u200f\u202a\u202e\u202c\u2066\u2069\ufe0f\u{e0041}\u{e0100}'

/** Every string that the database holds, whatever its table, jobs that wait included. */
export async function keptTexts(store: Store): Promise<string[]> {
  const tables = await store.pool.query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker')`,
  )
  const found: string[] = []
  for (const { name } of z.array(z.object({ name: z.string() })).parse(tables.rows)) {
    const { rows } = await store.pool.query(`select to_jsonb(row) as kept from ${name} as row`)
    found.push(...stringsOf(rows))
  }
  return found
}

/** Whether a text that is kept holds something of what came in and should not have. */
export function isHostile(text: string): boolean {
  return unwritableIn(text, true) !== undefined || [...unseen].some((sign) => text.includes(sign))
}

export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [name, ...stringsOf(part)])
}
