import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Agent } from '../directory/agent.entity.ts'
import { addressedBy, type ChannelName, channelNames } from './channel.ts'

/** Where an agent is reached on a channel; undefined when he has linked no account there. */
export type AddressOf = (agent: Pick<Agent, 'id' | 'email'>, channel: ChannelName) => string | undefined

const linked = channelNames.filter((name) => addressedBy[name] === 'identity')

const rows = z.array(z.object({ provider: z.string(), agentId: z.int(), address: z.string() }))

/** The addresses of these agents as they are now, in one query. Of several accounts of one agent, the first one linked counts. */
export async function addressesOf(em: EntityManager, agentIds: readonly number[]): Promise<AddressOf> {
  const found = await em.execute(
    `select provider, agent_id as "agentId", address from identity
     where agent_id in (select value::int from json_array_elements_text(?::json)) and provider in (?) order by id desc`,
    [JSON.stringify(agentIds), linked],
  )
  const known = new Map(rows.parse(found).map((one) => [`${one.provider} ${one.agentId}`, one.address]))
  return (agent, channel) =>
    addressedBy[channel] === 'email' ? agent.email : known.get(`${channel} ${agent.id}`)
}
