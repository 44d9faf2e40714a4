import { z } from 'zod'
import type { Store } from '../store/store.ts'
import { type AuditAction, type Audited, auditedSchema } from './audited.ts'

/** All that is given must hold. */
export interface AuditFilter {
  /** Mail address of who acted or of whom the act was about, or the name of who acted as the system. */
  readonly agent?: string | undefined
  /** Number of an event. */
  readonly event?: string | undefined
  readonly action?: AuditAction | undefined
  readonly since?: Temporal.Instant | undefined
}

export interface AuditLine {
  readonly id: number
  /** ISO 8601 instant. */
  readonly at: string
  /** Mail address of an agent, or the system's name. */
  readonly who: string
  readonly act: Audited
}

const rowsSchema = z.array(
  z.object({
    id: z.coerce.number(),
    at: z.coerce.date(),
    who: z.string(),
    action: z.string(),
    event: z.string().nullable(),
    facts: z.record(z.string(), z.unknown()),
  }),
)

/** Lines of the audit, newest first. @param page.before only those older than this line */
export async function listAudit(
  store: Store,
  { agent, event, action, since }: AuditFilter,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<AuditLine[]> {
  const conditions: string[] = []
  const values: unknown[] = []
  const where = (condition: string, ...given: readonly unknown[]) => {
    conditions.push(condition)
    values.push(...given)
  }
  if (agent !== undefined)
    where(`(agent.email = ? or audit.system = ? or audit.facts->>'agent' = ?)`, agent, agent, agent)
  if (event !== undefined) where('audit.event = ?', event)
  if (action !== undefined) where('audit.action = ?', action)
  if (since !== undefined) where('audit.at >= ?::timestamptz', since.toString())
  if (before !== undefined) where('audit.id < ?', before)
  const rows = await store.read().execute(
    `select audit.id, audit.at, coalesce(agent.email, audit.system) as who, audit.action, audit.event, audit.facts
     from audit left join agent on agent.id = audit.agent_id
     ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
     order by audit.id desc limit ?`,
    [...values, limit],
  )
  return rowsSchema.parse(rows).map(({ id, at, who, action: what, event: about, facts }) => ({
    id,
    at: at.toISOString(),
    who,
    act: auditedSchema.parse({ ...facts, action: what, ...(about === null ? {} : { event: about }) }),
  }))
}
