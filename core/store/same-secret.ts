import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Store } from './store.ts'

const name = 'same-secret'
const setting = z.tuple([z.object({ value: z.string() })])

/**
 * Whether the processes of this database have one secret: the first leaves a mark made from its own, which tells nothing of
 * it, and the others compare. Two secrets would make links and codes that are good in one process and bad in the next.
 */
export async function isSameSecret(store: Store, mark: string): Promise<boolean> {
  const em = store.read()
  await em.execute('insert into setting (name, value) values (?, ?) on conflict do nothing', [name, mark])
  const rows = await em.execute('select value from setting where name = ?', [name])
  const kept = Buffer.from(setting.parse(rows)[0].value)
  const given = Buffer.from(mark)
  return kept.length === given.length && timingSafeEqual(kept, given)
}

/** From now on, this is the secret of the database: the old one is lost. */
export async function replaceSecret(store: Store, mark: string): Promise<void> {
  await store.read().execute(
    `insert into setting (name, value) values (?, ?)
     on conflict (name) do update set value = excluded.value`,
    [name, mark],
  )
}
