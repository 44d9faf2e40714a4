import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { addJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import { type Agent, AgentSchema } from './agent.entity.ts'
import { codeAttempts, isCode } from './link-code.ts'
import { linkIdentity } from './link-identity.ts'

export interface ConfirmLinkInput {
  readonly provider: string
  readonly address: string
  readonly code: string
}

export interface ConfirmLinkDeps {
  readonly store: Store
  readonly clock: Clock
  /** What the hash of the code was made with. */
  readonly codeKey: string
}

export type LinkConfirmed =
  /** `replaced`: his account until now, which is linked no more. */
  | { readonly type: 'linked'; readonly agent: Agent; readonly replaced: string | undefined }
  /** `left` attempts; 0: the code is void. */
  | { readonly type: 'wrong'; readonly left: number }
  | { readonly type: 'expired' }
  /** No link is asked for. */
  | { readonly type: 'none' }

const openSchema = z.array(
  z.object({
    agentId: z.int().nullable(),
    hash: z.string().nullable(),
    expiresAt: z.coerce.date(),
    attempts: z.int(),
  }),
)

/** Links the address to the agent whose mailed code is given, and tells him so by mail (job `linked`). */
export async function confirmLink(
  { store, clock, codeKey }: ConfirmLinkDeps,
  { provider, address, code }: ConfirmLinkInput,
): Promise<LinkConfirmed> {
  const now = clock.now()
  return store.transaction(async (em) => {
    const rows = await em.execute(
      `select agent_id as "agentId", hash, expires_at as "expiresAt", attempts from link_code
       where provider = ? and address = ? for update`,
      [provider, address],
    )
    const drop = () =>
      em.execute('delete from link_code where provider = ? and address = ?', [provider, address])
    const [open] = openSchema.parse(rows)
    if (open === undefined) return { type: 'none' }
    if (open.expiresAt.getTime() <= now.epochMilliseconds) {
      await drop()
      return { type: 'expired' }
    }
    if (!isCode(open.hash, codeKey, { provider, address, code })) {
      const left = codeAttempts - open.attempts - 1
      if (left <= 0) await drop()
      else
        await em.execute('update link_code set attempts = attempts + 1 where provider = ? and address = ?', [
          provider,
          address,
        ])
      return { type: 'wrong', left: Math.max(0, left) }
    }
    const agent = await em.findOne(
      AgentSchema,
      { id: open.agentId ?? 0, active: true },
      { populate: ['structure'] },
    )
    // He left the directory while his code was on its way.
    if (agent === null) {
      await drop()
      return { type: 'none' }
    }
    const { replaced } = await linkIdentity(
      em,
      { actor: { type: 'agent', agent }, clock },
      { provider, address, agentId: agent.id },
    )
    await addJob(em, 'linked', {
      key: randomUUID(),
      agentId: agent.id,
      address,
      ...(replaced === undefined ? {} : { replaced }),
      at: now.toString(),
    })
    return { type: 'linked', agent, replaced }
  })
}
