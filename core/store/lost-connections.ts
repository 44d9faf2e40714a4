import type pg from 'pg'

/**
 * Gives a pool back what it lent when the server ends a connection. The ORM gives a connection back after its
 * rollback, and a rollback on a dead connection fails: each would cost the pool a place for ever, and `close` would
 * wait for it.
 */
export function returnLostConnections(pool: pg.Pool): void {
  const lent = new Set<pg.PoolClient>()
  pool.on('acquire', (client) => lent.add(client))
  pool.on('release', (_error, client) => lent.delete(client))
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!lent.has(client)) return
      client.release(true)
      // Who borrowed it may still give it back.
      client.release = () => undefined
    })
  })
}
