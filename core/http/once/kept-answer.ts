import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type Clock, dateOf } from '../../clock.ts'
import type { Store } from '../../store/store.ts'
import { Fault } from '../fault.ts'

/** Hours that a key is known. */
export const hoursKept = 24

/** One demand under a key. */
export interface Demand {
  readonly agentId: number
  readonly key: string
  /** SHA-256 of what is asked. */
  readonly demand: string
}

export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const locked = z.tuple([z.object({ free: z.boolean() })])
const kept = z.array(
  z.object({
    demand: z.string(),
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
)

/**
 * The answer that this demand was given before; undefined when it is the first. The key is the caller's until his
 * transaction ends. @throws Fault key-under-way, key-reused
 */
export async function takeKey(
  em: EntityManager,
  clock: Clock,
  asked: Demand,
): Promise<KeptAnswer | undefined> {
  const { agentId, key, demand } = asked
  const lock = await em.execute('select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as free', [
    `idempotency ${agentId} ${key}`,
  ])
  if (!locked.parse(lock)[0].free) throw new Fault('key-under-way', {})
  // A statement of its own: it sees what whoever held the lock before has committed.
  const rows = await em.execute(
    'select demand, status, headers, body from kept_answer where agent_id = ? and key = ? and at > ?',
    [agentId, key, since(clock)],
  )
  const [answer] = kept.parse(rows)
  if (answer !== undefined && answer.demand !== demand) throw new Fault('key-reused', { key })
  return answer
}

/** Keeps the answer in the transaction of what it tells of; an expired one of the same key gives way. */
export async function keepAnswer(
  em: EntityManager,
  clock: Clock,
  { agentId, key, demand }: Demand,
  { status, headers, body }: KeptAnswer,
): Promise<void> {
  await em.execute(
    `insert into kept_answer (agent_id, key, demand, status, headers, body, at) values (?, ?, ?, ?, ?::jsonb, ?, ?)
     on conflict (agent_id, key) do update set demand = excluded.demand, status = excluded.status,
       headers = excluded.headers, body = excluded.body, at = excluded.at`,
    [agentId, key, demand, status, JSON.stringify(headers), body, dateOf(clock.now())],
  )
}

/** Removes what is expired. @returns how many */
export async function forgetAnswers(store: Store, clock: Clock): Promise<number> {
  const { affectedRows } = await store
    .read()
    .execute<{ affectedRows: number }>('delete from kept_answer where at <= ?', [since(clock)], 'run')
  return affectedRows
}

function since(clock: Clock): Date {
  return dateOf(clock.now().subtract({ hours: hoursKept }))
}
