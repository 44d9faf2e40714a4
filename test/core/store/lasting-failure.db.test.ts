import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isDatabaseDown } from '#core/store/database-down.ts'
import { isLasting } from '#core/store/lasting-failure.ts'
import { openStore, type Store } from '#core/store/store.ts'
import { freshStore } from '#test/database.ts'

let store: Store
beforeAll(async () => {
  store = await freshStore()
})
afterAll(() => store.close())

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('what will fail again', () => {
  it.each([
    ['a text with a zero', 'select $1::text', ['a\0b']],
    ['a text that is too long', 'select $1::text::int', ['x']],
    ['what a constraint refuses', "insert into lease (name, holder, until) values ('a', null, now())", []],
  ])('is %s: the database is well', async (_what, sql, values) => {
    const error = await failureOf(store.pool.query(sql, values))
    expect([isLasting(error), isDatabaseDown(error)]).toEqual([true, false])
  })

  it('is what a program does wrong', () => {
    const deep = (depth: number): number => deep(depth + 1) + 1
    const error = (() => {
      try {
        return deep(0)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(isLasting(error)).toBe(true)
  })

  it('is no lost connection, no lost server and no failed call', async () => {
    const client = await store.pool.connect()
    client.on('error', () => undefined)
    const { rows } = await client.query('select pg_backend_pid() as pid')
    await store.pool.query('select pg_terminate_backend($1)', [rows[0].pid])
    const lost = await failureOf(client.query('select 1'))
    client.release(true)
    await using gone = await openStore('postgres://vigie:vigie@127.0.0.1:1/vigie')
    const refused = await failureOf(gone.pool.query('select 1'))
    const unreached = await failureOf(fetch('http://127.0.0.1:1'))
    for (const error of [lost, refused, unreached]) expect(isLasting(error)).toBe(false)
    expect([isDatabaseDown(lost), isDatabaseDown(refused)]).toEqual([true, true])
  })
})
