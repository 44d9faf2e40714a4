import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { cleanLine } from '../clean-text.ts'
import { kinds } from '../kinds/kinds.ts'

const row = z.tuple([z.object({ last: z.number() })])

/**
 * Takes the next `count` ranks of a series and year, and gives the last one.
 * The row stays locked until the caller's transaction ends, and a rollback gives the ranks back: no gap, no double.
 */
export async function takeNumbers(
  em: EntityManager,
  series: string,
  year: number,
  count: number,
): Promise<number> {
  const rows = await em.execute(
    `insert into number_series (series, year, last) values (?, ?, ?)
     on conflict (series, year) do update set last = number_series.last + excluded.last
     returning last`,
    [series, year, count],
  )
  return row.parse(rows)[0].last
}

/** `A-2026.12`; the plain form `2026.12` for a series without a prefix. */
export function writeNumber(series: string, year: number, rank: number): string {
  return series === '' ? `${year}.${rank}` : `${series}-${year}.${rank}`
}

/** The only series that there is; none while kinds have several. A number without its letter is then no other's. */
const [onlySeries = '', ...otherSeries] = new Set(Object.values(kinds).map(({ series }) => series))

/** The stored form of a number as people write it: `a 2026.12`, `A-2026-12`, `n° A-2026.12`, `2026.12`. */
export function readNumber(written: string): string {
  const plain = cleanLine(written)
  const match = /^(?:n[°o]\s*)?(?:([a-z]{1,3})[\s._/–‑-]*)?(\d{4})[.,_/–‑-](\d+)$/i.exec(plain)
  if (match === null) return plain.toUpperCase()
  const [, series = otherSeries.length === 0 ? onlySeries : '', year = '', rank = ''] = match
  return writeNumber(series.toUpperCase(), Number(year), Number(rank))
}
