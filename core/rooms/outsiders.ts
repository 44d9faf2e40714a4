import type { EntityManager } from '@mikro-orm/postgresql'
import { AgentSchema } from '../directory/agent.entity.ts'
import { IdentitySchema } from '../directory/identity.entity.ts'
import { decideOutsiders } from './decide-outsiders.ts'
import type { Room } from './room.entity.ts'

/**
 * The outsiders present in those of these rooms that have any, by the directory as it stands: an agent who left it counts
 * from then on, whatever was noted before. A room whose members were never noted is as its row says, of nobody known.
 * @returns their addresses by the room's id
 */
export async function outsidersNow(
  em: EntityManager,
  rooms: readonly Room[],
): Promise<ReadonlyMap<number, readonly string[]>> {
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
  return new Map(
    bound.flatMap(({ id, provider, members, structureId, outside }): [number, string[]][] => {
      if (members.length === 0) return outside ? [[id, []]] : []
      const outsiders = decideOutsiders(members, structureId ?? 0, (address) =>
        byAddress.get(`${provider} ${address}`),
      )
      return outsiders.length === 0 ? [] : [[id, outsiders]]
    }),
  )
}
