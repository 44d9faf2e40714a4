import type pg from 'pg'
import { z } from 'zod'
import { facets } from '../kinds/facets.ts'
import type { Facts } from '../query/facts.ts'
import { parseQuery } from '../query/parse.ts'
import { againWhenLost } from '../store/again.ts'
import { keepSession } from '../store/kept-session.ts'
import type { Store } from '../store/store.ts'
import { createSubscriptionIndex } from './match/subscription-index.ts'

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

type Table = 'subscription' | 'rule'

const rows = z.array(z.object({ id: z.number(), query: z.string(), live: z.boolean() }))
const live = { subscription: 'ended_at is null', rule: 'active' } as const satisfies Record<Table, string>

/** ms that a match waits for a lost database: people wait for some of them. */
const longestWait = 5000

/** Loads every subscription and rule, then listens; all anew when that connection was lost. @param pause ms before it is tried again */
export async function openInterests(store: Store, pause = 500): Promise<Interests> {
  let known = createKnown()
  let changes: Promise<void> = Promise.resolve()

  const load = async (client: pg.Client, table: Table, ids?: readonly number[]) => {
    const filter = ids === undefined ? live[table] : 'id = any($1)'
    const result = await client.query(
      `select id, query, ${live[table]} as live from ${table} where ${filter}`,
      ids === undefined ? [] : [ids],
    )
    for (const row of rows.parse(result.rows)) known.take(table, row)
  }

  const listen = async (client: pg.Client): Promise<void> => {
    // What ended while nobody listened is not read again: all that was known is forgotten.
    known = createKnown()
    changes = Promise.resolve()
    client.on('notification', ({ payload = '' }) => {
      const [table, id] = payload.split(':')
      if (table !== 'subscription' && table !== 'rule') return
      changes = changes.then(() => load(client, table, [Number(id)]))
      // What could not be read again is not forgotten: a new connection reads everything.
      changes.catch(() => client.end())
    })
    await client.query('listen vigie_subscriptions')
    await load(client, 'subscription')
    await load(client, 'rule')
  }

  const session = await keepSession({ url: store.url, name: 'vigie interests', take: listen, pause })
  const close = () => session.close()
  return {
    match: (facts, today) =>
      againWhenLost(async () => {
        // A query on the listening connection brings in what was notified before it.
        await (await session.open()).query('select 1')
        await changes
        return known.match(facts, today)
      }, longestWait),
    broken: () => known.broken(),
    isCurrent: () => session.isOpen(),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function createKnown() {
  const index = createSubscriptionIndex()
  const broken = new Set<string>()
  /** One index for both tables: even ids are subscriptions, odd ones rules. */
  const slot = (table: Table, id: number) => id * 2 + (table === 'rule' ? 1 : 0)
  return {
    take(table: Table, row: z.infer<typeof rows>[number]): void {
      const name = `${table}:${row.id}`
      broken.delete(name)
      index.remove(slot(table, row.id))
      if (!row.live) return
      try {
        index.put(slot(table, row.id), parseQuery(row.query, facets))
      } catch {
        broken.add(name)
      }
    },
    match(facts: Facts, today: string) {
      const found = index.match(facts, today)
      return {
        subscriptions: found.filter((id) => id % 2 === 0).map((id) => id / 2),
        rules: found.filter((id) => id % 2 === 1).map((id) => (id - 1) / 2),
      }
    },
    broken: () => [...broken],
  }
}
