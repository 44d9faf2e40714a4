import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { channelNames } from './channel.ts'
import { paceSchema } from './pace.ts'

const rows = z.array(
  z.object({
    id: z.int(),
    agentId: z.int().nullable(),
    roomId: z.int().nullable(),
    query: z.string(),
    channel: z.enum(channelNames),
    pace: paceSchema,
  }),
)
export type LiveSubscription = z.infer<typeof rows>[number]

/** Those of these subscriptions that are not ended, to be looked at: an act may match fifty thousand, too many for entities. */
export async function liveSubscriptions(
  em: EntityManager,
  ids: readonly number[],
): Promise<LiveSubscription[]> {
  if (ids.length === 0) return []
  const found = await em.execute(
    `select id, agent_id as "agentId", room_id as "roomId", query, channel, pace
     from subscription where id in (select value::int from json_array_elements_text(?::json)) and ended_at is null order by id`,
    [JSON.stringify(ids)],
  )
  return rows.parse(found)
}
