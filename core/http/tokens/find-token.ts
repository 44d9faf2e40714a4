import { type Clock, dateOf } from '../../clock.ts'
import { type Agent, AgentSchema } from '../../directory/agent.entity.ts'
import { Refusal } from '../../refusal.ts'
import type { Store } from '../../store/store.ts'
import { TokenSchema } from '../token.entity.ts'
import { hashToken } from './make-token.ts'

/** `vgi_` and 256 bits in base64url: anything else is refused without asking the database. */
const shape = /^vgi_[A-Za-z0-9_-]{43}$/

/**
 * The agent whom a bearer token speaks for, with his structure. Notes the use, once a minute at most.
 * @throws Refusal token-invalid when unknown or revoked, agent-inactive when its owner left
 */
export async function findToken(store: Store, clock: Clock, token: string): Promise<Agent> {
  if (!shape.test(token)) throw new Refusal('token-invalid', {})
  const em = store.read()
  const known = await em.findOne(TokenSchema, { hash: hashToken(token), revokedAt: null })
  if (known === null) throw new Refusal('token-invalid', {})
  const agent = await em.findOneOrFail(AgentSchema, { id: known.agentId }, { populate: ['structure'] })
  if (!agent.active) throw new Refusal('agent-inactive', { address: agent.email })
  const now = clock.now()
  const aMinuteAgo = now.epochMilliseconds - 60_000
  if ((known.lastUsedAt?.getTime() ?? 0) <= aMinuteAgo)
    await em.nativeUpdate(TokenSchema, { id: known.id }, { lastUsedAt: dateOf(now) })
  return agent
}
