import type { EntityManager } from '@mikro-orm/postgresql'

/** No code that was asked for these agents opens anything any more. Who asked sees no difference: his code is wrong. */
export async function voidCodes(em: EntityManager, agentIds: readonly number[]): Promise<void> {
  await em.execute(
    `update link_code set agent_id = null, hash = null
     where agent_id in (select value::int from jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(agentIds)],
  )
}
