import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { type RowChange, toBatch } from './batch.ts'
import { LeaseLost, StoreRefused } from './errors.ts'
import { parts, sealRow } from './layout.ts'
import type { Seal } from './seal.ts'
import { leaveOutUnchanged } from './unchanged.ts'

/** Whose writing is let through. A `Lease` is one. */
export interface Fence {
  readonly name: string
  readonly holder: string
  readonly lost?: Promise<void>
  stillHeld?(): boolean
}

/** Writes changes in the order in which they are given; those that wait are written together. */
export interface Committer {
  /** Resolves once it is in PostgreSQL. Rejects, for ever from then on, when it cannot be. */
  commit(changes: readonly RowChange[]): Promise<void>
  /** Nothing is written any more. False when it was so already. */
  stop(reason: Error): boolean
}

export interface CommitterOptions {
  readonly pool: pg.Pool
  readonly seal: Seal
  readonly lease: Fence
  /** Id of the commit before the first. */
  readonly turn: string
  readonly onFatal: (error: Error) => void
}

/** ms for one commit, after which it is tried anew. */
const patience = 10_000

// One statement, one journey. The share lock keeps the lease from being taken while we write. The turn keeps a statement
// that was given up for lost, but reaches PostgreSQL late, from undoing what was written since.
const write = `
with held as (
  select from lease where name = $1 and holder = $2 and until > now() for share
), turn as (
  update matrix_store set value = $4
  where part = '${parts.turn}' and key = '' and value = $3 and exists (select from held)
  returning part
), cleared as (
  delete from matrix_store old where exists (select from turn) and old.part = any($5::text[])
  and not exists (
    select from unnest($8::text[], $9::bytea[]) new (part, key) where new.part = old.part and new.key = old.key
  )
), deleted as (
  delete from matrix_store old using unnest($6::text[], $7::bytea[]) gone (part, key)
  where exists (select from turn) and old.part = gone.part and old.key = gone.key
), put as (
  insert into matrix_store (part, key, value)
  select part, key, value from unnest($8::text[], $9::bytea[], $10::bytea[]) new (part, key, value)
  where exists (select from turn)
  on conflict (part, key) do update set value = excluded.value
)
select exists (select from held) held, exists (select from turn) turned`
const outcome = z.tuple([z.object({ held: z.boolean(), turned: z.boolean() })])

interface Waiting {
  readonly changes: readonly RowChange[]
  resolve(): void
  reject(error: Error): void
}

export function makeCommitter({ pool, seal, lease, turn, onFatal }: CommitterOptions): Committer {
  let waiting: Waiting[] = []
  let working = false
  let ended: Error | undefined
  let last = turn
  const changed = leaveOutUnchanged()

  const stop = (reason: Error) => {
    if (ended !== undefined) return false
    ended = reason
    for (const { reject } of waiting) reject(reason)
    waiting = []
    return true
  }
  const fail = (error: Error) => {
    if (stop(error)) onFatal(error)
  }
  lease.lost?.then(() => fail(new LeaseLost(lease.name)))

  const once = async (values: unknown[], next: string): Promise<void> => {
    const query = { text: write, values, query_timeout: patience }
    const [{ held, turned }] = outcome.parse((await pool.query(query)).rows)
    if (!held) throw new LeaseLost(lease.name)
    if (turned) return
    // An earlier try of ours may have been done without our hearing of it.
    const { rowCount } = await pool.query(
      `select from matrix_store where part = '${parts.turn}' and key = '' and value = $1`,
      [Buffer.from(next)],
    )
    if (rowCount === 0)
      throw new StoreRefused(
        'Les clés de l’appareil Tchap ont été rouvertes ailleurs : cette copie est périmée.',
      )
  }

  const writeAll = async (changes: readonly RowChange[]): Promise<void> => {
    const next = randomUUID()
    const { cleared, deleted, put } = toBatch(changes)
    const values = [
      lease.name,
      lease.holder,
      Buffer.from(last),
      Buffer.from(next),
      cleared,
      deleted.map(({ part }) => part),
      deleted.map(({ key }) => key),
      put.map(({ part }) => part),
      put.map(({ key }) => key),
      put.map((change) => sealRow(seal, change).value),
    ]
    for (let tries = 0; ; tries += 1) {
      if (ended !== undefined) throw ended
      if (lease.stillHeld?.() === false) throw new LeaseLost(lease.name)
      try {
        await once(values, next)
        last = next
        return
      } catch (error) {
        if (pool.ending || !mayPass(error)) throw error
        await pause(Math.min(50 * 2 ** tries, 2000))
      }
    }
  }

  const work = async () => {
    working = true
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        const all = group.flatMap(({ changes }) => changes)
        // What only waits for what was given before it has nothing of its own.
        if (all.length > 0) await writeAll(all)
        for (const { resolve } of group) resolve()
      } catch (error) {
        const reason = error instanceof Error ? error : new Error(String(error))
        fail(reason)
        for (const { reject } of group) reject(ended ?? reason)
      }
    }
    working = false
  }

  return {
    stop,
    commit: (given) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended)
        // Also what is there already may have been given a moment ago, and wait to be written.
        waiting.push({ changes: changed(given), resolve, reject })
        if (!working) void work()
      }),
  }
}

/** SQLSTATE classes of what PostgreSQL recovers from: connections, conflicts, resources, stops and starts. */
const passing = /^(08|40|53|55|57)/

/** Whether the same may succeed later. What never reached PostgreSQL has no SQLSTATE. */
function mayPass(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return passing.test(error.code ?? '')
  const ours = [LeaseLost, StoreRefused, TypeError, RangeError, z.ZodError].some(
    (type) => error instanceof type,
  )
  return error instanceof Error && !ours
}
