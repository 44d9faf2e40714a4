import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isHeld, takeLease, waitForLease } from '#core/store/lease.ts'
import { type LifeSign, showLife } from '#core/store/life-sign.ts'
import { freshDatabase } from '#test/database.ts'

const ttl = 1500
let url: string
let pool: pg.Pool
let names = 0

beforeAll(async () => {
  url = await freshDatabase()
  pool = new pg.Pool({ connectionString: url })
})
afterAll(() => pool.end())

function freshName(): string {
  names += 1
  return `account ${names}`
}

/** A lease whose holder lives, and no longer renews it. */
async function stall(name: string): Promise<LifeSign> {
  const holder = randomUUID()
  const life = await showLife(pool, holder)
  await pool.query(`insert into lease (name, holder, until) values ($1, $2, now() + interval '1 second')`, [
    name,
    holder,
  ])
  return life
}

/** Ends the connections that show that holders live, as their processes' deaths do. */
async function killHolders(): Promise<void> {
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vigie lease' and datname = current_database()`,
  )
}

describe('a lease', () => {
  it('is refused to a second taker while the first holds it', async () => {
    const name = freshName()
    const first = await takeLease(pool, name, { ttl })
    expect(first?.stillHeld()).toBe(true)
    expect(await takeLease(pool, name, { ttl })).toBeUndefined()
    await first?.release()
  })

  it('does not hinder a lease of another name', async () => {
    const [one, other] = [
      await takeLease(pool, freshName(), { ttl }),
      await takeLease(pool, freshName(), { ttl }),
    ]
    expect([one, other].map((lease) => lease?.stillHeld())).toEqual([true, true])
    await one?.release()
    await other?.release()
  })

  it('goes to one of two takers at the same moment', async () => {
    const name = freshName()
    const taken = await Promise.all([1, 2, 3, 4].map(() => takeLease(pool, name, { ttl })))
    expect(taken.filter((lease) => lease !== undefined)).toHaveLength(1)
    for (const lease of taken) await lease?.release()
  })

  it('is free at once when it is released', async () => {
    const name = freshName()
    const first = await takeLease(pool, name)
    await first?.release()
    expect(first?.stillHeld()).toBe(false)
    const second = await takeLease(pool, name, { ttl })
    expect(second).toBeDefined()
    await second?.release()
  })

  it('lives longer than its time because it is renewed', async () => {
    const name = freshName()
    const lease = await takeLease(pool, name, { ttl })
    await pause(ttl * 2.5)
    expect(lease?.stillHeld()).toBe(true)
    expect(await takeLease(pool, name, { ttl })).toBeUndefined()
    await lease?.release()
  })

  it('is taken over when its holder no longer renews it', async () => {
    const name = freshName()
    const life = await stall(name)
    expect(await takeLease(pool, name, { ttl })).toBeUndefined()
    const lease = await waitForLease(pool, name, { signal: new AbortController().signal, ttl, poll: 50 })
    expect(lease?.stillHeld()).toBe(true)
    await lease?.release()
    await life.end()
  })

  it('is taken over at once from a holder that died, and that one, should it live, counts it as lost', async () => {
    const name = freshName()
    const old = await takeLease(pool, name, { ttl: 3_600_000 })
    expect(await isHeld(pool, name)).toBe(true)
    await killHolders()
    await old?.lost
    expect(old?.stillHeld()).toBe(false)
    expect(await isHeld(pool, name)).toBe(false)
    const next = await takeLease(pool, name, { ttl })
    expect(next?.stillHeld()).toBe(true)
    expect(await takeLease(pool, name, { ttl })).toBeUndefined()
    await old?.release()
    expect(await isHeld(pool, name)).toBe(true)
    await next?.release()
  })

  it('of a dead holder goes to one of several who wait for it', async () => {
    const name = freshName()
    await takeLease(pool, name, { ttl: 3_600_000 })
    const stopping = new AbortController()
    const waiting = [1, 2, 3].map(() => waitForLease(pool, name, { signal: stopping.signal, poll: 20 }))
    await killHolders()
    const first = await Promise.race(waiting)
    expect(first?.stillHeld()).toBe(true)
    await pause(200)
    stopping.abort()
    const taken = await Promise.all(waiting)
    expect(taken.filter((lease) => lease !== undefined)).toEqual([first])
    await first?.release()
  })

  it('leaves no connection behind when it is refused, released or lost', async () => {
    const name = freshName()
    const lease = await takeLease(pool, name, { ttl })
    await takeLease(pool, name, { ttl })
    await lease?.release()
    const again = await takeLease(pool, name, { ttl })
    await pool.query('delete from lease where name = $1', [name])
    await again?.lost
    const left = async () =>
      (
        await pool.query(
          `select from pg_stat_activity where application_name = 'vigie lease' and datname = current_database()`,
        )
      ).rowCount
    await expect.poll(left).toBe(0)
  })

  it('tells its old holder that another has it', async () => {
    const name = freshName()
    const lease = await takeLease(pool, name, { ttl })
    await pool.query('update lease set holder = gen_random_uuid() where name = $1', [name])
    await lease?.lost
    expect(lease?.stillHeld()).toBe(false)
  })

  it('is lost to a holder that cannot renew it, and to nobody before its time is over', async () => {
    const name = freshName()
    const own = new pg.Pool({ connectionString: url })
    const lease = await takeLease(own, name, { ttl })
    await own.end()
    expect(await takeLease(pool, name, { ttl })).toBeUndefined()
    await lease?.lost
    expect(lease?.stillHeld()).toBe(false)
    const next = await waitForLease(pool, name, { signal: new AbortController().signal, ttl, poll: 50 })
    expect(next).toBeDefined()
    await next?.release()
  })

  it('is not freed by the release of one who lost it', async () => {
    const name = freshName()
    const old = await takeLease(pool, name, { ttl })
    await pool.query('delete from lease where name = $1', [name])
    const next = await takeLease(pool, name, { ttl })
    await old?.release()
    expect(await takeLease(pool, name, { ttl })).toBeUndefined()
    await next?.release()
  })

  it('is no longer waited for by one who is asked to stop', async () => {
    const name = freshName()
    const lease = await takeLease(pool, name, { ttl })
    const stopping = new AbortController()
    const waited = waitForLease(pool, name, { signal: stopping.signal, ttl, poll: 50 })
    stopping.abort()
    expect(await waited).toBeUndefined()
    await lease?.release()
  })
})
