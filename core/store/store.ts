import { setTimeout as pause } from 'node:timers/promises'
import type { EntityManager } from '@mikro-orm/postgresql'
import { IsolationLevel, MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { type Claims, openClaims } from './claims.ts'
import { returnLostConnections } from './lost-connections.ts'
import { tables } from './tables.ts'

/** The open database. Verbs get it in their context; only this folder opens it. */
export interface Store extends AsyncDisposable {
  readonly url: string
  /** A fresh unit of work, for reading. */
  read(): EntityManager
  /** All or nothing: what `work` changes, writes in the journal and enqueues is committed together. */
  transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T>
  /** For reading what must fit together: all that `work` reads is as it was at one instant. It can change nothing. */
  snapshot<T>(work: (em: EntityManager) => Promise<T>): Promise<T>
  /** The pool for jobs, LISTEN and COPY. */
  readonly pool: pg.Pool
  /** What one worker at a time may have in hand. */
  readonly claims: Claims
  close(): Promise<void>
}

/** ms that sessions are given to end: nobody asks them anything any more, and a server that hangs does not hear it. */
const longestClose = 5000

/**
 * Of the connections that a process may have: the sessions that it keeps (subscriptions, claims, the presence and the lease
 * of its workers, the embedded server's owner), and those by which jobs are taken and ended. The rest is for what people and
 * jobs read and write.
 */
const sessions = 5
const forJobs = 4
export const fewestConnections = sessions + forJobs + 2
export const usualConnections = 15

/**
 * Opens the database that `url` names. Tables are brought up to date by `migrate` (migrate.ts).
 * @param options.connections how many this process may have with it, at most
 */
export async function openStore(url: string, options: { connections?: number } = {}): Promise<Store> {
  const forWork = Math.max(fewestConnections, options.connections ?? usualConnections) - sessions - forJobs
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: tables,
    pool: { min: 0, max: forWork },
    driverOptions: { onPoolCreated: returnLostConnections },
    forceUtcTimezone: true,
    ensureDatabase: false,
  })
  const pool = new pg.Pool({ connectionString: url, max: forJobs })
  // An idle connection that the server drops is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
  })
  const claims = openClaims(url)
  const close = async () => {
    await claims.close()
    const closed = Promise.all([pool.end(), orm.close(true)])
    await Promise.race([closed, pause(longestClose, undefined, { ref: false })])
  }
  return {
    url,
    pool,
    claims,
    read: () => orm.em.fork(),
    transaction: (work) => orm.em.fork().transactional(work),
    snapshot: (work) =>
      orm.em.fork().transactional(work, { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true }),
    close,
    [Symbol.asyncDispose]: close,
  }
}
