import type { EntityManager } from '@mikro-orm/postgresql'
import { type Agent, AgentSchema } from './agent.entity.ts'
import { IdentitySchema } from './identity.entity.ts'

/** The active agent who speaks from this address, with his structure; undefined for a stranger or one who left. */
export async function findAgent(
  em: EntityManager,
  provider: string,
  address: string,
): Promise<Agent | undefined> {
  const identity = await em.findOne(IdentitySchema, { provider, address: plainAddress(provider, address) })
  if (identity === null) return undefined
  const agent = await em.findOne(
    AgentSchema,
    { id: identity.agentId, active: true },
    { populate: ['structure'] },
  )
  return agent ?? undefined
}

/** Mail addresses are compared in lower case; the ids of other providers are kept as they are. */
function plainAddress(provider: string, address: string): string {
  const trimmed = address.trim()
  return provider === 'console' || provider === 'email' ? trimmed.toLowerCase() : trimmed
}
