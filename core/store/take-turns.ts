import type { EntityManager } from '@mikro-orm/postgresql'

/**
 * Those who take turns at the same thing wait here for each other, each until the other's transaction has ended: what one
 * looks for before he makes it, the next one finds. Nothing is locked but the name.
 */
export async function takeTurns(em: EntityManager, thing: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [thing])
}
