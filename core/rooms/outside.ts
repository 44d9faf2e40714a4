import type { EntityManager } from '@mikro-orm/postgresql'
import { AgentSchema } from '../directory/agent.entity.ts'
import { IdentitySchema } from '../directory/identity.entity.ts'
import { decideOutside } from './decide-outside.ts'
import type { Room } from './room.entity.ts'

/**
 * Which of these rooms have an outsider present, by the directory as it stands: an agent who left it counts from then on,
 * whatever was noted before. A room whose members were never noted is as its row says.
 */
export async function outsideNow(em: EntityManager, rooms: readonly Room[]): Promise<ReadonlySet<number>> {
  const bound = rooms.filter((room) => room.type === 'structure')
  const addresses = [...new Set(bound.flatMap((room) => room.members))]
  const identities = await em.find(IdentitySchema, {
    provider: { $in: [...new Set(bound.map((room) => room.provider))] },
    address: { $in: addresses },
  })
  const agents = await em.find(AgentSchema, {
    id: { $in: identities.map((identity) => identity.agentId) },
    active: true,
  })
  const structures = new Map(agents.map((agent) => [agent.id, agent.structure.id]))
  const byAddress = new Map(
    identities.map(({ provider, address, agentId }) => [`${provider} ${address}`, structures.get(agentId)]),
  )
  const isOutside = ({ provider, members, structureId, outside }: Room) =>
    members.length === 0
      ? outside
      : decideOutside(members, structureId ?? 0, (address) => byAddress.get(`${provider} ${address}`))
  return new Set(bound.filter(isOutside).map((room) => room.id))
}
