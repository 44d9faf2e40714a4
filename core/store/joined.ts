import type { EntityManager } from '@mikro-orm/postgresql'
import type { Store } from './store.ts'

/**
 * A store whose work is part of `em`'s transaction: verbs that are given it commit or fail with what surrounds them.
 * A verb's own transaction is a savepoint, so that a refusal undoes that verb alone. Its verbs run one after the
 * other, as they share a connection. `pool` stands outside: it reads what is committed, and writes at once.
 */
export function joinedStore(store: Store, em: EntityManager): Store {
  const join = (): EntityManager => em.fork({ keepTransactionContext: true })
  // The transaction is ended by who began it, and the store by who opened it.
  const close = async () => undefined
  return {
    url: store.url,
    pool: store.pool,
    claims: store.claims,
    read: join,
    transaction: (work) => join().transactional(work),
    // What surrounds it sees what it wrote itself, so this must too.
    snapshot: (work) => work(join()),
    close,
    [Symbol.asyncDispose]: close,
  }
}
