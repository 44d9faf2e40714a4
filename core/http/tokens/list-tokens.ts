import { AgentSchema } from '../../directory/agent.entity.ts'
import { Refusal } from '../../refusal.ts'
import { type Token, TokenSchema } from '../token.entity.ts'
import { refuseOthers, type TokenContext } from './refuse-others.ts'

/** An agent's tokens, oldest first, revoked and expired ones included; never the token itself. @throws Refusal agent-not-found */
export async function listTokens(
  ctx: TokenContext,
  input: { email: string },
): Promise<Omit<Token, 'hash'>[]> {
  const email = input.email.trim().toLowerCase()
  refuseOthers(ctx, email)
  const em = ctx.store.read()
  const agent = await em.findOne(AgentSchema, { email })
  if (agent === null) throw new Refusal('agent-not-found', { address: email })
  const tokens = await em.find(TokenSchema, { agentId: agent.id }, { orderBy: { id: 'asc' } })
  return tokens.map(({ hash: _secret, ...shown }) => shown)
}
