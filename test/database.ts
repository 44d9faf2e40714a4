import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openStore, type Store } from '#core/store/store.ts'

/** A database of its own for a test file, cloned from the template in some tens of milliseconds. */
export async function freshDatabase(): Promise<string> {
  const cluster = inject('clusterUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: cluster })
  await admin.connect()
  try {
    // Two clones at once are refused by PostgreSQL: take turns.
    await admin.query('select pg_advisory_lock(1)')
    await admin.query(`create database ${name} template template_vigie`)
  } finally {
    await admin.end()
  }
  const url = new URL(cluster)
  url.pathname = `/${name}`
  return url.href
}

export async function freshStore(): Promise<Store> {
  return openStore(await freshDatabase())
}
