import type { EntityManager } from '@mikro-orm/postgresql'
import type { Store } from './store.ts'
import { takeTurns } from './take-turns.ts'

/**
 * The work of an import in a transaction; for a dry run, in one that PostgreSQL itself keeps from writing. Imports take
 * turns, so that two of them do not each create the same thing.
 */
export function transactionOf<T>(
  store: Store,
  trial: boolean,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  const inTurn = async (em: EntityManager) => {
    await takeTurns(em, 'import')
    return work(em)
  }
  return trial ? store.read().transactional(inTurn, { readOnly: true }) : store.transaction(inTurn)
}
