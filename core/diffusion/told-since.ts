import type { EntityManager } from '@mikro-orm/postgresql'
import type { Agent } from '../directory/agent.entity.ts'
import type { ChannelName } from './channel.ts'
import { DeliverySchema } from './delivery.entity.ts'

/** Whether a channel took something for an agent since an instant: what he says next may be about that. */
export async function toldSince(
  em: EntityManager,
  {
    agent,
    channel,
    since,
  }: { readonly agent: Agent; readonly channel: ChannelName; readonly since: Temporal.Instant },
): Promise<boolean> {
  const endedAt = { $gt: new Date(since.epochMilliseconds) }
  const told = await em.findOne(DeliverySchema, { agentId: agent.id, channel, state: 'delivered', endedAt })
  return told !== null
}
