import { z } from 'zod'
import { deliveryStates } from '../diffusion/delivery.entity.ts'
import { eventStates } from '../events/event.entity.ts'
import type { Store } from '../store/store.ts'

const jobStates = ['waiting', 'running', 'failed'] as const

/** How many there are of each state; every state is named, those that nothing is in too. */
export interface Counts {
  readonly deliveries: Readonly<Record<string, number>>
  readonly events: Readonly<Record<string, number>>
  readonly jobs: Readonly<Record<string, number>>
}

const rows = z.array(
  z.object({ what: z.enum(['deliveries', 'events', 'jobs']), state: z.string(), n: z.coerce.number() }),
)

export async function readCounts(store: Store): Promise<Counts> {
  const { rows: read } = await store.pool.query(sql)
  const counts = { deliveries: zeros(deliveryStates), events: zeros(eventStates), jobs: zeros(jobStates) }
  for (const { what, state, n } of rows.parse(read)) counts[what][state] = n
  return counts
}

function zeros(states: readonly string[]): Record<string, number> {
  return Object.fromEntries(states.map((state) => [state, 0]))
}

const sql = `
select 'deliveries' as what, state, count(*) as n from delivery group by state
union all
select 'events', state, count(*) from event group by state
union all
select 'jobs', case when attempts >= max_attempts then 'failed' when locked_at is not null then 'running' else 'waiting' end as state,
  count(*) from graphile_worker.jobs group by 2
`
