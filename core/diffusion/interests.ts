import pg from 'pg'
import { z } from 'zod'
import { facets } from '../kinds/facets.ts'
import type { Facts } from '../query/facts.ts'
import { parseQuery } from '../query/parse.ts'
import type { Store } from '../store/store.ts'
import { createSubscriptionIndex } from './match/subscription-index.ts'

/** Who asked for what, in memory and kept current from the database: the subscriptions and rules that an event comes to match. */
export interface Interests extends AsyncDisposable {
  /** Ids of the subscriptions and rules that match, of everything committed before the call. */
  match(facts: Facts, today: string): Promise<{ subscriptions: number[]; rules: number[] }>
  /** Stored queries that no longer parse, as `subscription:12`: the operator is told, nothing is dropped. */
  broken(): readonly string[]
  close(): Promise<void>
}

type Table = 'subscription' | 'rule'

const rows = z.array(z.object({ id: z.number(), query: z.string(), live: z.boolean() }))
const live = { subscription: 'ended_at is null', rule: 'active' } as const satisfies Record<Table, string>

/** Loads every subscription and rule, then listens. @param pause ms before a lost connection is tried again */
export async function openInterests(store: Store, pause = 500): Promise<Interests> {
  const index = createSubscriptionIndex()
  const broken = new Set<string>()
  let listener: pg.Client | undefined
  let ready: Promise<void>
  let changes: Promise<void> = Promise.resolve()
  let closed = false

  /** One index for both tables: even ids are subscriptions, odd ones rules. */
  const slot = (table: Table, id: number) => id * 2 + (table === 'rule' ? 1 : 0)

  const take = (table: Table, row: z.infer<typeof rows>[number]) => {
    const name = `${table}:${row.id}`
    broken.delete(name)
    if (!row.live) return index.remove(slot(table, row.id))
    try {
      index.put(slot(table, row.id), parseQuery(row.query, facets))
    } catch {
      index.remove(slot(table, row.id))
      broken.add(name)
    }
  }

  const load = async (client: pg.Client, table: Table, ids?: readonly number[]) => {
    const filter = ids === undefined ? live[table] : 'id = any($1)'
    const result = await client.query(
      `select id, query, ${live[table]} as live from ${table} where ${filter}`,
      ids === undefined ? [] : [ids],
    )
    for (const row of rows.parse(result.rows)) take(table, row)
  }

  const connect = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: store.url, application_name: 'vigie interests' })
    client.on('error', () => undefined)
    client.on('end', () => {
      if (!closed && listener === client) ready = reconnect()
    })
    client.on('notification', ({ payload = '' }) => {
      const [table, id] = payload.split(':')
      if (table !== 'subscription' && table !== 'rule') return
      // What could not be read again is not forgotten: a new connection reads everything.
      changes = changes.then(() => load(client, table, [Number(id)])).catch(() => client.end())
    })
    await client.connect()
    await client.query('listen vigie_subscriptions')
    await load(client, 'subscription')
    await load(client, 'rule')
    listener = client
    changes = Promise.resolve()
  }

  const reconnect = async (): Promise<void> => {
    while (!closed) {
      try {
        return await connect()
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }

  ready = connect()
  await ready
  const close = async () => {
    closed = true
    await listener?.end()
  }
  return {
    async match(facts, today) {
      await ready
      // A query on the listening connection brings in what was notified before it.
      await listener?.query('select 1')
      await changes
      const found = index.match(facts, today)
      return {
        subscriptions: found.filter((id) => id % 2 === 0).map((id) => id / 2),
        rules: found.filter((id) => id % 2 === 1).map((id) => (id - 1) / 2),
      }
    },
    broken: () => [...broken],
    close,
    [Symbol.asyncDispose]: close,
  }
}
