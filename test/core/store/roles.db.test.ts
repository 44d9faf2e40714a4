import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { mayRewriteHistory } from '#core/store/grants.ts'
import { migrate } from '#core/store/migrate.ts'
import { openStore } from '#core/store/store.ts'

/** A database of the operator's, with two ordinary roles, as core/store/operate.md tells him to make it. */
async function operatorsDatabase(): Promise<{ owner: string; run: string }> {
  const name = `r_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: inject('clusterUrl') })
  await admin.connect()
  await admin.query(
    `create role ${name}_admin login password 'p'; create role ${name}_run login password 'p'`,
  )
  await admin.query(`create database ${name} owner ${name}_admin`)
  await admin.end()
  const as = (role: string) => {
    const url = new URL(inject('clusterUrl'))
    url.username = `${name}_${role}`
    url.password = 'p'
    url.pathname = `/${name}`
    return url.href
  }
  return { owner: as('admin'), run: as('run') }
}

it('two roles of the operator’s are enough: one makes the tables, the other works and cannot rewrite the past', async () => {
  const { owner, run } = await operatorsDatabase()
  await migrate(owner, run)
  await using store = await openStore(run)
  expect(await mayRewriteHistory(store.pool)).toBe(false)
  await store.pool.query("select graphile_worker.add_job('index', '{}'::json)")
  expect((await store.pool.query('select * from graphile_worker.jobs')).rowCount).toBe(1)
  await expect(store.pool.query('alter table entry disable trigger all')).rejects.toThrow('must be owner')
})

it('one role does both, which the program can tell; an installation is given the second one later', async () => {
  const { owner, run } = await operatorsDatabase()
  await migrate(owner)
  const asOwner = await openStore(owner)
  expect(await mayRewriteHistory(asOwner.pool)).toBe(true)
  await asOwner.close()
  await migrate(owner, run)
  await using store = await openStore(run)
  expect(await mayRewriteHistory(store.pool)).toBe(false)
  await store.pool.query('select * from entry')
})

it('the program’s role alone cannot bring tables up to date, and is told so by the database', async () => {
  const { run } = await operatorsDatabase()
  await expect(migrate(run)).rejects.toMatchObject({ code: '42501' })
})
