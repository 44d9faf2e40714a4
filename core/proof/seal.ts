import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { canonical, sha256 } from '../canonical.ts'
import { type Clock, dateOf } from '../clock.ts'
import { chainStart } from '../events/chain.ts'
import type { Store } from '../store/store.ts'

/** A state that a delivery reached, and when the database noted it (ISO 8601, microseconds). */
export interface Fact {
  readonly delivery: string
  readonly at: string
  readonly said: Readonly<Record<string, string | number>>
}

export interface Seal {
  readonly number: string
  readonly rank: number
  /** ISO 8601. */
  readonly at: string
  readonly facts: number
  readonly digest: string
  readonly previousHash: string
}

export function digestOf(facts: readonly Fact[]): string {
  return sha256(canonical(facts.map(({ delivery, at, said }) => ({ delivery, at, said }))))
}

export function hashOfSeal({ number, rank, at, facts, digest, previousHash }: Seal): string {
  return sha256(canonical({ format: 1, number, rank, at, facts, digest, previousHash }))
}

const id = z.coerce.number()
export const factRow = z.object({
  id,
  delivery: z.string(),
  at: z.string(),
  said: z.record(z.string(), z.union([z.string(), z.number()])),
  seal: z.number().nullable(),
})

/** Facts of an event, in the order in which seals cover them. */
export const factRows = `
  select id, delivery_id as delivery, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, said, seal
  from delivery_fact where event_id = ?`

const lastSeal = z.array(z.object({ rank: z.number(), hash: z.string() }))
const sealLock = 734_503
/** Facts in one seal: an event with more of them that wait gets several. */
const batch = 1000

/** Chains what is not chained yet of an event's deliveries, in the caller's transaction. @returns how many facts */
export async function sealEvent(
  em: EntityManager,
  clock: Clock,
  event: { readonly id: number; readonly number: string },
): Promise<number> {
  await em.execute('select pg_advisory_xact_lock(?, ?)', [sealLock, event.id])
  let sealed = 0
  for (;;) {
    const facts = z
      .array(factRow)
      .parse(await em.execute(`${factRows} and seal is null order by id limit ?`, [event.id, batch]))
    if (facts.length === 0) return sealed
    const [before] = lastSeal.parse(
      await em.execute('select rank, hash from delivery_seal where event_id = ? order by rank desc limit 1', [
        event.id,
      ]),
    )
    const seal = {
      number: event.number,
      rank: (before?.rank ?? 0) + 1,
      at: dateOf(clock.now()).toISOString(),
      facts: facts.length,
      digest: digestOf(facts),
      previousHash: before?.hash ?? chainStart,
    }
    await em.execute(
      `insert into delivery_seal (event_id, rank, at, facts, digest, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?)`,
      [event.id, seal.rank, seal.at, seal.facts, seal.digest, seal.previousHash, hashOfSeal(seal)],
    )
    await em.execute(
      'update delivery_fact set seal = ? where id in (select jsonb_array_elements_text(?::jsonb)::bigint)',
      [seal.rank, JSON.stringify(facts.map((fact) => fact.id))],
    )
    sealed += facts.length
  }
}

const waiting = z.array(z.object({ id: z.number(), number: z.string() }))

/** Chains what waits of every event, one transaction an event. @returns how many facts */
export async function sealAll(store: Store, clock: Clock): Promise<number> {
  const events = waiting.parse(
    await store
      .read()
      .execute(
        'select id, number from event where id in (select event_id from delivery_fact where seal is null) order by id',
      ),
  )
  let sealed = 0
  for (const event of events) sealed += await store.transaction((em) => sealEvent(em, clock, event))
  return sealed
}
