import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type LifeSign, lockClass, showLife } from './life-sign.ts'

/**
 * The right to do what only one process may do at a time. Renews itself until it is released or lost. Another takes it
 * at once when the holder's process has died, and after its time when the process lives and no longer renews it.
 */
export interface Lease {
  readonly name: string
  readonly holder: string
  /** Resolves when it could not be renewed in time, its connection broke, or another took it. Never after `release`. */
  readonly lost: Promise<void>
  /** False from the moment at which another could take it, as far as this process can know without asking. */
  stillHeld(): boolean
  /** Frees it at once; when PostgreSQL does not answer, it frees itself after its time. */
  release(): Promise<void>
}

export interface LeaseOptions {
  /** ms that it lives without being renewed, 15 s by default. It is renewed three times in that time. */
  readonly ttl?: number
}

export interface WaitOptions extends LeaseOptions {
  readonly signal: AbortSignal
  /** ms between two tries, 1 s by default. */
  readonly poll?: number
}

// All times are PostgreSQL's own: machines' clocks need not agree. A holder shows that it lives before it writes its row:
// where the lock is free, it has died.
const died = `pg_try_advisory_xact_lock(${lockClass}, hashtext(lease.holder::text))`
const take = `
insert into lease (name, holder, until) values ($1, $2, now() + $3 * interval '1 millisecond')
on conflict (name) do update set holder = excluded.holder, until = excluded.until
where lease.until <= now() or ${died}
returning name`
const held = `select name from lease where name = $1 and until > now() and not ${died}`
const renew = `
update lease set until = now() + $3 * interval '1 millisecond'
where name = $1 and holder = $2 and until > now()
returning name`
const free = 'delete from lease where name = $1 and holder = $2'

const usualTtl = 15_000

/** Takes the lease when nobody holds it, its holder has died or let it lapse; undefined while another holds it. */
export async function takeLease(
  pool: pg.Pool,
  name: string,
  { ttl = usualTtl }: LeaseOptions = {},
): Promise<Lease | undefined> {
  if (await isHeld(pool, name)) return undefined
  const holder = randomUUID()
  const life = await showLife(pool, holder)
  try {
    // Counted from before the question, so that we never believe in it longer than PostgreSQL does.
    const asked = performance.now()
    if (await ask(pool, take, [name, holder, ttl], ttl))
      return keep(pool, life, { name, holder, ttl, confirmed: asked })
  } catch (error) {
    await life.end()
    throw error
  }
  await life.end()
  return undefined
}

/** Somebody holds it. In the moment in which another takes it over from the dead, that may be said although it is free. */
export function isHeld(pool: pg.Pool, name: string): Promise<boolean> {
  return ask(pool, held, [name], usualTtl)
}

/** Waits until the lease is ours. Undefined when `signal` aborts first. */
export async function waitForLease(
  pool: pg.Pool,
  name: string,
  { signal, ttl = usualTtl, poll = 1000 }: WaitOptions,
): Promise<Lease | undefined> {
  while (!signal.aborted) {
    const lease = await takeLease(pool, name, { ttl })
    if (lease !== undefined && !signal.aborted) return lease
    await lease?.release()
    await pause(poll, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

interface Held {
  readonly name: string
  readonly holder: string
  readonly ttl: number
  /** ms of the monotonic clock at which the last renewal that succeeded was asked for. */
  confirmed: number
}

function keep(pool: pg.Pool, life: LifeSign, held: Held): Lease {
  const { name, holder, ttl } = held
  const lost = Promise.withResolvers<void>()
  const ending = new AbortController()
  const left = () => held.confirmed + ttl - performance.now()
  const lose = () => {
    if (ending.signal.aborted) return
    ending.abort()
    lost.resolve()
    void life.end()
  }
  void life.broken.then(lose)
  const watch = () => {
    if (ending.signal.aborted) return
    if (left() <= 0) lose()
    else setTimeout(watch, Math.ceil(left())).unref()
  }
  const renewals = async () => {
    while (!ending.signal.aborted) {
      await pause(ttl / 3, undefined, { signal: ending.signal, ref: false }).catch(() => undefined)
      if (ending.signal.aborted) return
      const asked = performance.now()
      try {
        const kept = await ask(pool, renew, [name, holder, ttl], Math.max(left(), 1))
        if (ending.signal.aborted) return
        if (kept) held.confirmed = asked
        else lose()
      } catch {
        // PostgreSQL does not answer: tried again until the time is over, which `watch` sees.
      }
    }
  }
  watch()
  void renewals()
  return {
    name,
    holder,
    lost: lost.promise,
    stillHeld: () => !ending.signal.aborted && left() > 0,
    release: async () => {
      ending.abort()
      await ask(pool, free, [name, holder], ttl).catch(() => undefined)
      await life.end()
    },
  }
}

/** Whether the statement concerned a row. A client that gets no answer in `timeout` ms throws. */
async function ask(pool: pg.Pool, text: string, values: unknown[], timeout: number): Promise<boolean> {
  const query = { text, values, query_timeout: timeout }
  const { rowCount } = await pool.query(query)
  return (rowCount ?? 0) > 0
}
