import type { Context } from '../../context.ts'
import { Refusal } from '../../refusal.ts'

/** An agent handles his own tokens only; anybody else's address is answered as unknown. @throws Refusal agent-not-found */
export function refuseOthers(ctx: Context, email: string): void {
  if (ctx.actor.type === 'agent' && ctx.actor.agent.email !== email)
    throw new Refusal('agent-not-found', { address: email })
}
