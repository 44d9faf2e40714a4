import pg from 'pg'
import { expect, it } from 'vitest'
import { soon } from '#core/store/soon.ts'
import { freshDatabase } from '#test/database.ts'

it('has the commit of its own statement not wait for the disk, and of no other', async () => {
  const client = new pg.Client({ connectionString: await freshDatabase() })
  await client.connect()
  try {
    const setting = "current_setting('synchronous_commit')"
    await client.query('create temp table note (id int primary key, waits text)')
    await client.query(`insert into note select 1, ${setting} from ${soon}`)
    await client.query(`insert into note select 2, ${setting}`)
    await client.query(`update note set waits = ${setting} from ${soon} where id = 1`)
    const { rows } = await client.query('select waits from note order by id')
    expect(rows.map((row) => row.waits)).toEqual(['off', 'on'])
  } finally {
    await client.end()
  }
})
