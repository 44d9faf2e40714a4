import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type By, recordAudit } from '../audit/record.ts'

const revokedSchema = z.array(z.object({ token: z.int(), agent: z.string() }))

/** No token of these agents opens anything any more, also when they come back. Part of the caller's transaction. */
export async function revokeTokens(em: EntityManager, by: By, agentIds: readonly number[]): Promise<void> {
  const rows = await em.execute(
    `update token set revoked_at = ?::timestamptz from agent
     where revoked_at is null and agent.id = agent_id and agent_id in (select value::int from jsonb_array_elements_text(?::jsonb))
     returning token.id as token, agent.email as agent`,
    [by.clock.now().toString(), JSON.stringify(agentIds)],
  )
  await recordAudit(
    em,
    by,
    ...revokedSchema.parse(rows).map((one) => ({ action: 'token-revoked', ...one }) as const),
  )
}
