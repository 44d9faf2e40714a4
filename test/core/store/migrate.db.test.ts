import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { migrate } from '#core/store/migrate.ts'
import { migrations } from '#core/store/migrations/migrations.ts'
import { openStore } from '#core/store/store.ts'
import { tables } from '#core/store/tables.ts'

async function emptyDatabase(): Promise<string> {
  const url = new URL(inject('clusterUrl'))
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  const name = `m_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${name}`)
  await admin.end()
  url.pathname = `/${name}`
  return url.href
}

const columns = z.array(z.object({ column_name: z.string(), is_nullable: z.enum(['YES', 'NO']) }))

describe('the migrations', () => {
  it('run once when three processes start together, and change nothing when run again', async () => {
    const url = await emptyDatabase()
    await Promise.all([migrate(url), migrate(url), migrate(url)])
    await migrate(url)
    await using store = await openStore(url)
    expect(await store.read().execute('select name from migration')).toHaveLength(migrations.length)
  })

  it('make the very tables that the entities describe: every column, with its nullability', async () => {
    const url = await emptyDatabase()
    await migrate(url)
    await using store = await openStore(url)
    const em = store.read()
    for (const table of tables) {
      const meta = em.getMetadata().get(table.meta.class)
      const known = columns.parse(
        await em.execute(
          'select column_name, is_nullable from information_schema.columns where table_name = ?',
          [meta.tableName],
        ),
      )
      const described = meta.props.map(
        (prop) => `${prop.fieldNames[0]} ${prop.nullable === true ? 'YES' : 'NO'}`,
      )
      expect(
        known.map((column) => `${column.column_name} ${column.is_nullable}`).sort(),
        meta.tableName,
      ).toEqual(described.sort())
    }
  })
})
