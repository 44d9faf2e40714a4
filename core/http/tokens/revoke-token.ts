import { dateOf } from '../../clock.ts'
import { TokenSchema } from '../token.entity.ts'
import type { TokenContext } from './refuse-others.ts'

/**
 * Ends a token at once: an operator anybody's, an agent his own.
 * @returns false when there is no such token, or it is not his, or it is revoked already
 */
export async function revokeToken(ctx: TokenContext, input: { id: number }): Promise<boolean> {
  const own = ctx.actor.type === 'agent' ? { agentId: ctx.actor.agent.id } : {}
  const revoked = await ctx.store
    .read()
    .nativeUpdate(
      TokenSchema,
      { id: input.id, revokedAt: null, ...own },
      { revokedAt: dateOf(ctx.clock.now()) },
    )
  return revoked > 0
}
