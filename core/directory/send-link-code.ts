import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Outcome } from '../diffusion/channel.ts'
import type { Store } from '../store/store.ts'
import { AgentSchema, fullName } from './agent.entity.ts'
import { hashCode, makeCode } from './link-code.ts'
import type { LinkPost } from './link-post.ts'

export interface LinkMailDeps {
  readonly store: Store
  readonly clock: Clock
  readonly mail: LinkPost
  readonly codeKey: string
}

const openSchema = z.array(z.object({ agentId: z.int(), expiresAt: z.coerce.date() }))

/**
 * The job of an ask: makes the code, keeps its hash, mails it. Another attempt makes another code, which replaces the
 * first; once the ask has run out nothing is sent. Undefined when there was nothing to send.
 */
export async function sendLinkCode(
  { store, clock, mail, codeKey }: LinkMailDeps,
  { provider, address }: { readonly provider: string; readonly address: string },
): Promise<Outcome | undefined> {
  const now = clock.now()
  const code = makeCode()
  const found = await store.transaction(async (em) => {
    const rows = await em.execute(
      `update link_code set hash = ?
       where provider = ? and address = ? and agent_id is not null and expires_at > ?::timestamptz
       returning agent_id as "agentId", expires_at as "expiresAt"`,
      [hashCode(codeKey, { provider, address, code }), provider, address, now.toString()],
    )
    const [open] = openSchema.parse(rows)
    if (open === undefined) return undefined
    const agent = await em.findOne(AgentSchema, { id: open.agentId, active: true })
    return agent === null ? undefined : { agent, expiresAt: open.expiresAt }
  })
  if (found === undefined) return undefined
  const { agent, expiresAt } = found
  const minutes = Math.max(1, Math.round((expiresAt.getTime() - now.epochMilliseconds) / 60_000))
  // A key of its own: the mail of an earlier attempt, if it left, holds another code.
  const letter = { name: fullName(agent), code, address, minutes }
  return mail.sendLinkCode(`link-${randomUUID()}`, agent.email, letter)
}
