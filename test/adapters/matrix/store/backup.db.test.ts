import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBackup, writeBackup } from '#adapters/matrix/store/backup.ts'
import { forgetDevice } from '#adapters/matrix/store/forget-device.ts'
import { markRestored } from '#adapters/matrix/store/mark-restored.ts'
import { type Bench, makeBench } from './fixture.ts'
import { account, getThing, key, openThings, putThing } from './store-tools.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-backup-'))
})
afterAll(() => rm(folder, { recursive: true }))

let files = 0
function freshPath(): string {
  files += 1
  return join(folder, `${files}.backup`)
}

/** A backup of a store whose thing `a` is 1, and which goes on to 2. */
async function backedUp(bench: Bench, path: string): Promise<void> {
  const store = await bench.open()
  const database = await openThings(store.indexedDB)
  await putThing(database, 'a', 1)
  await store.setSecret('jeton', 'x')
  await writeBackup(bench.pool, key, path)
  await putThing(database, 'a', 2)
  await putThing(database, 'b', 2)
  await store.close()
}

describe('a backup', () => {
  it('brings the whole store back, on another machine too, and says that it was restored', async () => {
    await using here = await makeBench()
    await using elsewhere = await makeBench()
    const path = freshPath()
    await backedUp(here, path)
    for (const bench of [here, elsewhere]) {
      await bench.lease.release()
      await readBackup(bench.pool, key, path, account)
      await bench.pool.query(
        `insert into lease values ($1, $2, now() + interval '1 minute') on conflict (name) do update set holder = $2`,
        [account, bench.lease.holder],
      )
      const store = await bench.open()
      const database = await openThings(store.indexedDB)
      expect([await getThing(database, 'a'), await getThing(database, 'b')]).toEqual([1, undefined])
      expect(await store.secret('jeton')).toBe('x')
      expect(await store.secret('restored')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      await putThing(database, 'c', 3)
      await store.close()
    }
    // Of a store that was restored before, and that has a record under that very key.
    const opened = await openThings((await here.open()).indexedDB)
    await putThing(opened, 'restored', 'a record')
    const second = freshPath()
    await writeBackup(here.pool, key, second)
    await elsewhere.lease.release()
    await readBackup(elsewhere.pool, key, second, account)
    const count = async (part: string) =>
      (await elsewhere.pool.query('select from matrix_store where part like $1', [part])).rowCount
    expect([await count('secret'), await count('data %')]).toEqual([2, 3])
  })

  it('is for its owner’s eyes, sealed, and leaves nothing beside it', async () => {
    await using bench = await makeBench()
    const path = freshPath()
    await backedUp(bench, path)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await readFile(path)).toString('latin1')).not.toMatch(/things|jeton|essai/)
    await writeBackup(bench.pool, key, path)
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('is refused while a bot holds the account', async () => {
    await using bench = await makeBench()
    const path = freshPath()
    await backedUp(bench, path)
    await expect(readBackup(bench.pool, key, path, account)).rejects.toMatchObject({ name: 'StoreRefused' })
    expect(await getThing(await openThings((await bench.open()).indexedDB), 'a')).toBe(2)
  })

  it('is refused when it is cut short, altered anywhere, of another kind, key or account', async () => {
    await using bench = await makeBench()
    const path = freshPath()
    await backedUp(bench, path)
    await bench.lease.release()
    const whole = await readFile(path)
    const damaged = [
      whole.subarray(0, -1),
      whole.subarray(0, 70),
      whole.subarray(0, 10),
      Buffer.alloc(0),
      Buffer.from('?'),
    ]
    for (const at of [0, 60, 200, whole.length - 1]) {
      const altered = Buffer.from(whole)
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at)
      damaged.push(altered)
    }
    for (const content of damaged) {
      const other = freshPath()
      await writeFile(other, content)
      await expect(readBackup(bench.pool, key, other, account)).rejects.toMatchObject({
        name: 'StoreDamaged',
      })
    }
    const otherKey = randomBytes(32).toString('base64')
    await expect(readBackup(bench.pool, otherKey, path, account)).rejects.toMatchObject({
      name: 'StoreKeyError',
    })
    await expect(readBackup(bench.pool, key, path, 'matrix @autre:x')).rejects.toMatchObject({
      name: 'StoreRefused',
    })
    const rows = await bench.pool.query(`select from matrix_store where part like 'data %'`)
    expect(rows.rowCount).toBe(2)
  })

  it('is not written with another key, nor of nothing', async () => {
    await using bench = await makeBench()
    const path = freshPath()
    await expect(writeBackup(bench.pool, key, path)).rejects.toMatchObject({ name: 'StoreRefused' })
    await (await bench.open()).close()
    const otherKey = randomBytes(32).toString('base64')
    await expect(writeBackup(bench.pool, otherKey, path)).rejects.toMatchObject({ name: 'StoreKeyError' })
    await expect(stat(path)).rejects.toThrow()
  })
})

describe('a device', () => {
  it('whose database was restored from an older state can be told so, but not while a bot runs', async () => {
    await using bench = await makeBench()
    await backedUp(bench, freshPath())
    await expect(markRestored(bench.pool, key, account)).rejects.toMatchObject({ name: 'StoreRefused' })
    await bench.lease.release()
    await markRestored(bench.pool, key, account)
    const rows = await bench.pool.query(`select from matrix_store where part = 'secret'`)
    expect(rows.rowCount).toBe(2)
  })

  it('can be forgotten, whatever key sealed it, but not while a bot runs', async () => {
    await using bench = await makeBench()
    await backedUp(bench, freshPath())
    await expect(forgetDevice(bench.pool, account)).rejects.toMatchObject({ name: 'StoreRefused' })
    await bench.lease.release()
    await forgetDevice(bench.pool, account)
    expect((await bench.pool.query('select from matrix_store')).rowCount).toBe(0)
    await expect(markRestored(bench.pool, key, account)).rejects.toMatchObject({ name: 'StoreRefused' })
  })
})
