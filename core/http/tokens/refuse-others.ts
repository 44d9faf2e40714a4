import type { Context } from '../../context.ts'
import { Refusal } from '../../refusal.ts'

/** Tokens are nobody's business but the directory's: no subscriptions are needed to handle them. */
export type TokenContext = Pick<Context, 'store' | 'clock' | 'actor'>

/** An agent handles his own tokens only; anybody else's address is answered as unknown. @throws Refusal agent-not-found */
export function refuseOthers(ctx: TokenContext, email: string): void {
  if (ctx.actor.type === 'agent' && ctx.actor.agent.email !== email)
    throw new Refusal('agent-not-found', { address: email })
}
