import type { EntityManager } from '@mikro-orm/postgresql'

/** No token of these agents opens anything any more, also when they come back. Part of the caller's transaction. */
export async function revokeTokens(
  em: EntityManager,
  agentIds: readonly number[],
  at: Temporal.Instant,
): Promise<void> {
  await em.execute(
    `update token set revoked_at = ?::timestamptz
     where revoked_at is null and agent_id in (select value::int from jsonb_array_elements_text(?::jsonb))`,
    [at.toString(), JSON.stringify(agentIds)],
  )
}
