import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openDurableStore } from '#adapters/matrix/store/open-store.ts'
import { takeLease } from '#core/store/lease.ts'
import { type Bench, makeBench } from './fixture.ts'
import { account, getThing, key, openThings, putThing } from './store-tools.ts'

const rows = z.array(z.object({ part: z.string(), key: z.instanceof(Buffer), value: z.instanceof(Buffer) }))

async function tableOf({ pool }: Bench): Promise<z.infer<typeof rows>> {
  return rows.parse((await pool.query('select part, key, value from matrix_store order by part, key')).rows)
}

/** Two records in a store, which is then closed. */
async function filled(bench: Bench): Promise<void> {
  const store = await bench.open()
  const database = await openThings(store.indexedDB, 'ma-base')
  await putThing(database, 'clef-claire', { corps: 'texte-en-clair' })
  await putThing(database, 'autre-clef', 'autre-texte')
  await store.setSecret('nom-du-secret', 'valeur-du-secret')
  await store.close()
}

describe('the table', () => {
  it('shows no name, no key and no content', async () => {
    await using bench = await makeBench()
    await filled(bench)
    const table = await tableOf(bench)
    expect(table.map(({ part }) => part.split(' ')[0])).toEqual([
      'data',
      'data',
      'marker',
      'schema',
      'secret',
      'turn',
    ])
    const seen = table.map(
      ({ part, key: at, value }) => `${part} ${at.toString('latin1')} ${value.toString('latin1')}`,
    )
    for (const word of [
      'clef',
      'clair',
      'texte',
      'corps',
      'things',
      'ma-base',
      'secret-',
      'valeur',
      'nom-du',
      'essai',
    ])
      expect(seen.join('\n').replaceAll('\0', '')).not.toContain(word)
  })

  it('seals the same content differently each time', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    await store.setSecret('jeton', 'x')
    const [before] = (await tableOf(bench)).filter(({ part }) => part === 'secret')
    await store.setSecret('jeton', 'y')
    await store.setSecret('jeton', 'x')
    const [after] = (await tableOf(bench)).filter(({ part }) => part === 'secret')
    expect(after?.key).toEqual(before?.key)
    expect(after?.value).not.toEqual(before?.value)
  })
})

describe('a row', () => {
  it('that was put in the place of another is refused', async () => {
    await using bench = await makeBench()
    await filled(bench)
    const [one, other] = (await tableOf(bench)).filter(({ part }) => part.startsWith('data'))
    await bench.pool.query('update matrix_store set value = $1 where key = $2', [one?.value, other?.key])
    await expect(bench.open()).rejects.toMatchObject({ name: 'StoreDamaged' })
  })

  it('that was altered, or cut short, is refused', async () => {
    await using bench = await makeBench()
    await filled(bench)
    await bench.pool.query(
      `update matrix_store set value = set_byte(value, 20, (get_byte(value, 20) + 1) % 256) where part = 'schema'`,
    )
    await expect(bench.open()).rejects.toMatchObject({ name: 'StoreDamaged' })
    await bench.pool.query(`update matrix_store set value = substr(value, 1, 9) where part = 'schema'`)
    await expect(bench.open()).rejects.toMatchObject({ name: 'StoreDamaged' })
  })

  it('whose database is missing is refused', async () => {
    await using bench = await makeBench()
    await filled(bench)
    await bench.pool.query(`delete from matrix_store where part = 'schema'`)
    await expect(bench.open()).rejects.toMatchObject({ name: 'StoreDamaged' })
  })
})

describe('the key', () => {
  it('when it is another, is refused at once with what to do, and nothing is changed', async () => {
    await using bench = await makeBench()
    await filled(bench)
    const before = await tableOf(bench)
    const { pool, lease } = bench
    const other = { pool, lease: { name: lease.name, holder: lease.holder }, onFatal: () => undefined }
    const opened = openDurableStore({ ...other, key: randomBytes(32).toString('hex') })
    await expect(opened).rejects.toMatchObject({
      name: 'StoreKeyError',
      message: expect.stringContaining('Remettez la clé d’origine'),
    })
    expect(await tableOf(bench)).toEqual(before)
  })

  it('is 32 bytes, base64 or hex, the same store by either', async () => {
    await using bench = await makeBench()
    await filled(bench)
    const { pool, lease } = bench
    const options = { pool, lease: { name: lease.name, holder: lease.holder }, onFatal: () => undefined }
    await expect(openDurableStore({ ...options, key: 'trop-courte' })).rejects.toMatchObject({
      name: 'StoreKeyError',
      message: expect.stringContaining('32 octets'),
    })
    const store = await openDurableStore({ ...options, key: Buffer.from(key, 'base64').toString('hex') })
    expect(await store.secret('nom-du-secret')).toBe('valeur-du-secret')
  })
})

describe('a secret', () => {
  it('is there after reopening, in its last value, and gone when it was taken away', async () => {
    await using bench = await makeBench()
    const store = await bench.open()
    expect(await store.secret('jeton')).toBeUndefined()
    await store.setSecret('jeton', 'un')
    await store.setSecret('jeton', 'deux')
    await store.setSecret('autre', 'x')
    await store.setSecret('autre', undefined)
    expect(await store.secret('autre')).toBeUndefined()
    const again = await bench.open()
    expect([await again.secret('jeton'), await again.secret('autre')]).toEqual(['deux', undefined])
  })
})

describe('the store of an account', () => {
  it('is refused to another', async () => {
    await using bench = await makeBench()
    await filled(bench)
    const lease = await takeLease(bench.pool, 'matrix @autre:essai.example')
    if (lease === undefined) throw new Error('nobody has it')
    await expect(
      openDurableStore({ pool: bench.pool, lease, key, onFatal: () => undefined }),
    ).rejects.toMatchObject({ name: 'StoreRefused', message: expect.stringContaining(account) })
    await lease.release()
  })

  it('gives the process its indexedDB for as long as it is open, and the one before it back', async () => {
    await using one = await makeBench()
    await using other = await makeBench()
    const [first, second] = [await one.open(), await other.open()]
    const here = () => Reflect.get(globalThis, 'indexedDB')
    expect(here()).toBe(second.indexedDB)
    await putThing(await openThings(first.indexedDB), 'a', 1)
    await putThing(await openThings(second.indexedDB), 'a', 2)
    await second.close()
    expect(here()).toBe(first.indexedDB)
    await first.close()
    expect(here()).not.toBe(first.indexedDB)
    expect(await getThing(await openThings((await one.open()).indexedDB), 'a')).toBe(1)
    expect(await getThing(await openThings((await other.open()).indexedDB), 'a')).toBe(2)
  })
})
