import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openStore, type Store } from '#core/store/store.ts'

/** A database of its own for a test file, cloned from the template in some tens of milliseconds. */
export function freshDatabase(): Promise<string> {
  return clone('template_vigie')
}

/** A copy of a database as it is now, whose connections are cut for that moment. */
export async function copyDatabase(url: string): Promise<string> {
  const name = new URL(url).pathname.slice(1)
  return clone(name, async (admin) => {
    await admin.query(`alter database ${name} allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  }).finally(() => asAdmin((admin) => admin.query(`alter database ${name} allow_connections true`)))
}

async function clone(
  template: string,
  prepare: (admin: pg.Client) => Promise<void> = async () => undefined,
): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await asAdmin(async (admin) => {
    // Two clones at once are refused by PostgreSQL: take turns.
    await admin.query('select pg_advisory_lock(1)')
    await prepare(admin)
    await admin.query(`create database ${name} template ${template} allow_connections true`)
  })
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  return url.href
}

async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('clusterUrl') })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

export async function freshStore(): Promise<Store> {
  return openStore(await freshDatabase())
}
