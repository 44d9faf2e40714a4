import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { dateOf } from '../../clock.ts'
import { AgentSchema } from '../../directory/agent.entity.ts'
import { readInput } from '../../read-input.ts'
import { Refusal } from '../../refusal.ts'
import { TokenSchema } from '../token.entity.ts'
import { refuseOthers, type TokenContext } from './refuse-others.ts'

export interface MadeToken {
  readonly id: number
  /** Shown once: only its SHA-256 is kept. */
  readonly token: string
}

const named = z.object({ label: z.string().trim().min(1).max(200) })

/**
 * Makes a bearer token of the API for an agent: an operator for anybody, an agent for himself.
 * @param input.label what the token is for, so that its owner knows which to revoke
 * @throws Refusal agent-not-found, agent-inactive, input-invalid
 */
export async function makeToken(
  ctx: TokenContext,
  input: { email: string; label: string },
): Promise<MadeToken> {
  const email = input.email.trim().toLowerCase()
  refuseOthers(ctx, email)
  const { label } = readInput(named, { label: input.label })
  const token = `vgi_${randomBytes(32).toString('base64url')}`
  const made = await ctx.store.transaction(async (em) => {
    const agent = await em.findOne(AgentSchema, { email })
    if (agent === null) throw new Refusal('agent-not-found', { address: email })
    if (!agent.active) throw new Refusal('agent-inactive', { address: email })
    return em.create(TokenSchema, {
      hash: hashToken(token),
      agentId: agent.id,
      label,
      createdAt: dateOf(ctx.clock.now()),
    })
  })
  return { id: made.id, token }
}

/** A token is 256 random bits, so a plain hash is enough: there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
