import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import { makeWorkerUtils } from 'graphile-worker'
import pg from 'pg'
import { grantRights } from './grants.ts'
import { migrations } from './migrations/migrations.ts'
import { tables } from './tables.ts'

const migrationLock = 7_345_001

/**
 * Brings the tables up to date as the role of `url`, which owns them, and grants the role of `runUrl` what the program
 * needs when that is another. Processes that start together take turns on an advisory lock.
 */
export async function migrate(url: string, runUrl: string = url): Promise<void> {
  const holder = new pg.Client({ connectionString: url })
  // What it is asked next says that it was lost; without a listener Node would end.
  holder.on('error', () => undefined)
  await holder.connect()
  try {
    await holder.query('select pg_advisory_lock($1)', [migrationLock])
    const orm = await MikroORM.init({
      clientUrl: url,
      entities: tables,
      extensions: [Migrator],
      migrations: { migrationsList: migrations, snapshot: false, tableName: 'migration', silent: true },
      pool: { min: 0, max: 2 },
      ensureDatabase: false,
    })
    try {
      await orm.migrator.up()
    } finally {
      await orm.close(true)
    }
    const jobs = await makeWorkerUtils({ connectionString: url })
    try {
      await jobs.migrate()
    } finally {
      await jobs.release()
    }
    const role = roleOf(runUrl)
    if (role !== roleOf(url)) await grantRights(holder, role)
  } finally {
    await holder.end()
  }
}

/** Whether they have been made in that database; nothing is changed. */
export async function hasTables(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const found = await client.query(
      "select 1 where to_regclass('migration') is not null and to_regclass('entry') is not null",
    )
    return found.rows.length > 0
  } finally {
    await client.end()
  }
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}
