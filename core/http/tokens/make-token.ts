import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { recordAudit } from '../../audit/record.ts'
import { dateOf } from '../../clock.ts'
import { AgentSchema } from '../../directory/agent.entity.ts'
import { readInput } from '../../read-input.ts'
import { Refusal } from '../../refusal.ts'
import { line } from '../../text-schemas.ts'
import { readCidr } from '../cidr.ts'
import { scopeSchema } from '../scopes.ts'
import { TokenSchema } from '../token.entity.ts'
import { refuseOthers, type TokenContext } from './refuse-others.ts'

export interface MakeTokenInput {
  readonly email: string
  /** What the token is for, so that its owner knows which to revoke. */
  readonly label: string
  /** What it opens: at least one of `scopes`. */
  readonly scopes: readonly string[]
  /** A year from now when absent; five years at most. */
  readonly expiresAt?: Temporal.Instant | undefined
  /** Addresses and ranges that it may be used from; absent: from everywhere. */
  readonly addresses?: readonly string[] | undefined
  /** Reads a minute; absent: the service's limit. */
  readonly perMinute?: number | undefined
}

export interface MadeToken {
  readonly id: number
  /** Shown once: only its SHA-256 is kept. */
  readonly token: string
  readonly expiresAt: Temporal.Instant
}

const addressRule = 'adresse ou plage attendue, par exemple 203.0.113.7 ou 203.0.113.0/24'
const wanted = z.object({
  label: line().min(1).max(200),
  scopes: z.array(scopeSchema).min(1),
  addresses: z
    .array(z.string().refine((text) => readCidr(text) !== undefined, { error: addressRule }))
    .min(1)
    .max(50)
    .optional(),
  perMinute: z.int().min(1).max(100_000).optional(),
})

/** Hours: a year and five of them, whatever the calendar. */
const usualLife = { hours: 24 * 365 }
const longestLife = { hours: 24 * 366 * 5 }

/**
 * Makes a bearer token of the API for an agent: an operator for anybody, an agent for himself.
 * @throws Refusal agent-not-found, agent-inactive, input-invalid
 */
export async function makeToken(ctx: TokenContext, input: MakeTokenInput): Promise<MadeToken> {
  const email = input.email.trim().toLowerCase()
  refuseOthers(ctx, email)
  const { label, scopes, addresses, perMinute } = readInput(wanted, {
    label: input.label,
    scopes: input.scopes,
    addresses: input.addresses,
    perMinute: input.perMinute,
  })
  const now = ctx.clock.now()
  const expiresAt = input.expiresAt ?? now.add(usualLife)
  refuseLife(now, expiresAt)
  const secret = `vgi_${randomBytes(32).toString('base64url')}`
  const made = await ctx.store.transaction(async (em) => {
    const agent = await em.findOne(AgentSchema, { email })
    if (agent === null) throw new Refusal('agent-not-found', { address: email })
    if (!agent.active) throw new Refusal('agent-inactive', { address: email })
    const created = em.create(TokenSchema, {
      hash: hashToken(secret),
      agentId: agent.id,
      label,
      scopes: [...new Set(scopes)],
      addresses: addresses?.map((text) => text.trim()) ?? null,
      perMinute: perMinute ?? null,
      createdAt: dateOf(now),
      expiresAt: dateOf(expiresAt),
    })
    await em.flush()
    const { id: token, scopes: opens } = created
    await recordAudit(em, ctx, { action: 'token-created', agent: email, token, scopes: [...opens] })
    return created
  })
  return { id: made.id, token: secret, expiresAt }
}

/** A token that never ends is one that is forgotten. @throws Refusal input-invalid */
function refuseLife(now: Temporal.Instant, expiresAt: Temporal.Instant): void {
  const least = Temporal.Instant.compare(expiresAt, now) > 0
  const most = Temporal.Instant.compare(expiresAt, now.add(longestLife)) <= 0
  if (least && most) return
  const rule = 'une fin à venir, dans cinq ans au plus'
  throw new Refusal('input-invalid', { issues: [{ at: 'fin du jeton', seen: expiresAt.toString(), rule }] })
}

/** A token is 256 random bits, so a plain hash is enough: there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
