import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { startOf } from '../query/cut.ts'
import type { Audited } from './audited.ts'

/** Who acts, and when. */
export type By = Pick<Context, 'actor' | 'clock'>

/** Adds these acts to the audit, in one statement: in the caller's transaction when `em` has one, so that neither is without the other. */
export async function recordAudit(
  em: EntityManager,
  { actor, clock }: By,
  ...acts: readonly Audited[]
): Promise<void> {
  if (acts.length === 0) return
  const agentId = actor.type === 'agent' ? actor.agent.id : null
  const name = actor.type === 'system' ? startOf(actor.name, 255) : null
  const rows = acts.map((act) => {
    const { action, ...facts } = act
    if (!('event' in facts)) return { action, event: null, facts }
    const { event, ...others } = facts
    return { action, event, facts: others }
  })
  await em.execute(
    `insert into audit (at, agent_id, system, action, event, facts)
     select ?::timestamptz, ?::int, ?::text, act->>'action', act->>'event', act->'facts'
     from jsonb_array_elements(?::jsonb) as act`,
    [dateOf(clock.now()), agentId, name, JSON.stringify(rows)],
  )
}
