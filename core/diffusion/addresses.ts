import type { EntityManager } from '@mikro-orm/postgresql'
import type { Agent } from '../directory/agent.entity.ts'
import { IdentitySchema } from '../directory/identity.entity.ts'
import { addressedBy, type ChannelName, channelNames } from './channel.ts'

/** Where an agent is reached on a channel; undefined when he has linked no account there. */
export type AddressOf = (agent: Pick<Agent, 'id' | 'email'>, channel: ChannelName) => string | undefined

const linked = channelNames.filter((name) => addressedBy[name] === 'identity')

/** The addresses of these agents as they are now, in one query. Of several accounts of one agent, the first one linked counts. */
export async function addressesOf(em: EntityManager, agentIds: readonly number[]): Promise<AddressOf> {
  const identities = await em.find(
    IdentitySchema,
    { agentId: { $in: [...new Set(agentIds)] }, provider: { $in: [...linked] } },
    { orderBy: { id: 'desc' } },
  )
  const known = new Map(identities.map((one) => [`${one.provider} ${one.agentId}`, one.address]))
  return (agent, channel) =>
    addressedBy[channel] === 'email' ? agent.email : known.get(`${channel} ${agent.id}`)
}
