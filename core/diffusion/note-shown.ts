import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'

/**
 * A screen has shown what was sent under this key, a notice or a digest: those deliveries were shown, if they were not
 * before. It may be quicker than the row that says that they were delivered.
 * @param input `at` as PostgreSQL reads it
 */
export async function noteShown(
  em: EntityManager,
  input: { readonly key: string; readonly at: string },
): Promise<void> {
  const { key, at } = input
  if (!z.uuid().safeParse(key).success) return
  await em.execute(
    `update delivery set shown_at = ?::timestamptz, facts = facts + (state <> 'waiting')::int
     where (id = ? or digest_id = ?) and shown_at is null`,
    [at, key, key],
  )
}
