import type { EntityManager } from '@mikro-orm/postgresql'
import { tendRoomsOf } from '../rooms/tend.ts'
import { directoryProviders } from './identity.entity.ts'

/**
 * To be called before agents' chat addresses change: the rooms that they belong to are tended, so that the old account
 * leaves; their direct conversations were with that account, and the next notice must not go there.
 */
export async function leaveRooms(
  em: EntityManager,
  agentIds: readonly number[],
  at: Temporal.Instant,
): Promise<void> {
  await tendRoomsOf(em, agentIds)
  await em.execute(
    `update room set closed_at = ?::timestamptz
     where type = 'direct' and closed_at is null
       and agent_id in (select value::int from jsonb_array_elements_text(?::jsonb))
       and provider not in (select jsonb_array_elements_text(?::jsonb))`,
    [at.toString(), JSON.stringify(agentIds), JSON.stringify(directoryProviders)],
  )
}
