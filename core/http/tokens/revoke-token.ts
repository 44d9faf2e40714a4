import { z } from 'zod'
import { recordAudit } from '../../audit/record.ts'
import type { TokenContext } from './refuse-others.ts'

const revokedSchema = z.array(z.object({ agent: z.string() }))

/**
 * Ends a token at once: an operator anybody's, an agent his own.
 * @returns false when there is no such token, or it is not his, or it is revoked already
 */
export async function revokeToken(ctx: TokenContext, input: { id: number }): Promise<boolean> {
  const owner = ctx.actor.type === 'agent' ? ctx.actor.agent.id : null
  return ctx.store.transaction(async (em) => {
    const rows = await em.execute(
      `update token set revoked_at = ?::timestamptz from agent
       where token.id = ? and revoked_at is null and agent.id = agent_id and agent_id = coalesce(?::int, agent_id)
       returning agent.email as agent`,
      [ctx.clock.now().toString(), input.id, owner],
    )
    const [revoked] = revokedSchema.parse(rows)
    if (revoked === undefined) return false
    await recordAudit(em, ctx, { action: 'token-revoked', agent: revoked.agent, token: input.id })
    return true
  })
}
