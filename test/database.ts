import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import pg from 'pg'
import { inject } from 'vitest'
import { openStore, type Store } from '#core/store/store.ts'

/** A database of its own for a test file, cloned from the template in some tens of milliseconds, as the program's role. */
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
  return at(inject('runUrl'), name)
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

/** Does what the program may not: as the owner of the same database, a superuser. */
export async function asOwner(url: string, work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl(url) })
  await owner.connect()
  try {
    await work(owner)
  } finally {
    await owner.end()
  }
}

/** The same database for who owns it. */
export function ownerUrl(url: string): string {
  return at(inject('clusterUrl'), new URL(url).pathname.slice(1))
}

function at(cluster: string, name: string): string {
  const url = new URL(cluster)
  url.pathname = `/${name}`
  return url.href
}

/** A connection to the server that a URL names: a test may stand between it and its clients. */
export function dial(url: string): Socket {
  const { hostname, port } = new URL(url)
  const host = decodeURIComponent(hostname)
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port || 5432}`) : connect(Number(port), host)
}

export async function freshStore(): Promise<Store> {
  return openStore(await freshDatabase())
}
