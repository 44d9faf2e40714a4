import type pg from 'pg'
import type { Facts } from '../query/facts.ts'
import { againWhenLost } from '../store/again.ts'
import { type KeptSession, keepSession } from '../store/kept-session.ts'
import type { Store } from '../store/store.ts'
import { type Asker, createKnown, type Known } from './known-interests.ts'

/** Who asked for what, in memory and kept current from the database: the subscriptions and rules that an event comes to match. */
export interface Interests extends AsyncDisposable {
  /** Ids of the subscriptions and rules that match, of everything committed before the call. */
  match(facts: Facts, today: string): Promise<{ subscriptions: number[]; rules: number[] }>
  /** Stored queries that no longer parse, as `subscription:12`: the operator is told, nothing is dropped. */
  broken(): readonly string[]
  /** False while it cannot follow what changes. */
  isCurrent(): boolean
  close(): Promise<void>
}

const live = { subscription: 'ended_at is null', rule: 'active' } as const satisfies Record<Asker, string>
const askers = ['subscription', 'rule'] as const
/** Rows read at a time: between two pages the process does its other work. */
const page = 2000

/** ms that a match waits for a lost database: people wait for some of them. */
const longestWait = 5000

/** Loads every subscription and rule, then listens; all anew when that connection was lost. @param pause ms before it is tried again */
export async function openInterests(store: Store, pause = 500): Promise<Interests> {
  let known = createKnown()
  const changed = { subscription: new Set<number>(), rule: new Set<number>() }
  let session: KeptSession | undefined
  let following: Promise<void> = Promise.resolve()

  const listen = async (client: pg.Client): Promise<void> => {
    // What ended while nobody listened is not read again: all that was known is forgotten, once the rest is read.
    const whole = createKnown()
    for (const asker of askers) changed[asker].clear()
    client.on('notification', ({ payload = '' }) => {
      const [name, id] = payload.split(':')
      const of = askers.find((one) => one === name)
      if (of === undefined) return
      changed[of].add(Number(id))
      // What could not be read again is not forgotten: a new connection reads everything.
      follow().catch(() => session?.renew())
    })
    await client.query('listen vigie_subscriptions')
    for (const asker of askers) await loadAll(client, asker, whole)
    known = whole
  }

  /** Reads what changed: what is notified at once is read at once. */
  const follow = (): Promise<void> => {
    following = following.catch(() => undefined).then(() => readChanged())
    return following
  }

  const readChanged = async (): Promise<void> => {
    for (const asker of askers) {
      const ids = [...changed[asker]]
      if (ids.length === 0 || session === undefined) continue
      changed[asker].clear()
      for (let from = 0; from < ids.length; from += page) {
        const sql = `select id, query, ${live[asker]} as live from ${asker} where id = any($1)`
        known.takeAll(asker, (await session.query(sql, [ids.slice(from, from + page)])).rows)
      }
    }
  }

  const kept = await keepSession({ url: store.url, name: 'vigie interests', take: listen, pause })
  session = kept
  return {
    match: (facts, today) =>
      againWhenLost(async () => {
        // A query on the listening connection brings in what was notified before it.
        await kept.query('select 1')
        await follow()
        return known.match(facts, today)
      }, longestWait),
    broken: () => known.broken(),
    isCurrent: () => kept.isOpen(),
    close: () => kept.close(),
    [Symbol.asyncDispose]: () => kept.close(),
  }
}

async function loadAll(client: pg.Client, of: Asker, known: Known): Promise<void> {
  for (let after = 0; ; ) {
    const sql = `select id, query, true as live from ${of} where ${live[of]} and id > $1 order by id limit $2`
    const read = known.takeAll(of, (await client.query(sql, [after, page])).rows)
    if (read.length < page) return
    after = read.at(-1)?.id ?? after
  }
}
