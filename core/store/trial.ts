import type { EntityManager } from '@mikro-orm/postgresql'
import type { Store } from './store.ts'

/** Work in a transaction; for a dry run, in one that PostgreSQL itself keeps from writing. */
export function transactionOf<T>(
  store: Store,
  trial: boolean,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  return trial ? store.read().transactional(work, { readOnly: true }) : store.transaction(work)
}
