import { recordAudit } from '../../audit/record.ts'
import { type Clock, dateOf } from '../../clock.ts'
import { type Agent, AgentSchema } from '../../directory/agent.entity.ts'
import { Refusal } from '../../refusal.ts'
import type { Store } from '../../store/store.ts'
import { isWithin } from '../cidr.ts'
import { Fault } from '../fault.ts'
import { type Token, TokenSchema } from '../token.entity.ts'
import { hashToken } from './make-token.ts'

/** What a request may know of its token. */
export type KnownToken = Pick<Token, 'id' | 'label' | 'scopes' | 'perMinute' | 'expiresAt'>

export interface TokenOwner {
  /** With his structure. */
  readonly agent: Agent
  readonly token: KnownToken
}

/** `vgi_` and 256 bits in base64url: anything else is refused without asking the database. */
const shape = /^vgi_[A-Za-z0-9_-]{43}$/

/**
 * The agent whom a bearer token speaks for. Notes the use, once a minute at most, and the first of a day in the audit.
 * @param input.from the address that the request comes from
 * @throws Refusal token-invalid when unknown, revoked or expired, agent-inactive when its owner left
 * @throws Fault address-refused when it may not be used from there
 */
export async function findToken(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  input: { readonly secret: string; readonly from: string },
): Promise<TokenOwner> {
  const { secret, from } = input
  const now = clock.now()
  const em = store.read()
  // Found by its hash, which nobody can choose: how long that takes tells nothing of the secrets that are kept.
  const token = shape.test(secret) ? await em.findOne(TokenSchema, { hash: hashToken(secret) }) : null
  if (token === null) throw new Refusal('token-invalid', { why: 'unknown', on: undefined })
  if (token.revokedAt) throw new Refusal('token-invalid', { why: 'revoked', on: dayOf(token.revokedAt) })
  if (token.expiresAt.getTime() <= now.epochMilliseconds)
    throw new Refusal('token-invalid', { why: 'expired', on: dayOf(token.expiresAt) })
  if (token.addresses && !isWithin(from, token.addresses))
    throw new Fault('address-refused', { address: from })
  const agent = await em.findOneOrFail(AgentSchema, { id: token.agentId }, { populate: ['structure'] })
  if (!agent.active) throw new Refusal('agent-inactive', { address: agent.email })
  const aMinuteAgo = now.epochMilliseconds - 60_000
  if ((token.lastUsedAt?.getTime() ?? 0) <= aMinuteAgo)
    await store.transaction(async (writing) => {
      const written = await writing.nativeUpdate(
        TokenSchema,
        // Of requests that come together one writes.
        { id: token.id, $or: [{ lastUsedAt: null }, { lastUsedAt: { $lte: new Date(aMinuteAgo) } }] },
        { lastUsedAt: dateOf(now) },
      )
      const used = token.lastUsedAt ? dayOf(token.lastUsedAt) : undefined
      if (written > 0 && used !== dayOf(dateOf(now)))
        await recordAudit(
          writing,
          { actor: { type: 'agent', agent }, clock },
          { action: 'token-used', token: token.id },
        )
    })
  return { agent, token }
}

function dayOf(date: Date): string {
  return date.toTemporalInstant().toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()
}
