import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type By, recordAudit } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { directoryProviders } from './identity.entity.ts'
import { leaveRooms } from './leave-rooms.ts'
import { voidCodes } from './void-codes.ts'

/** An account that spoke for an agent, and does no more. */
export interface Unlinked {
  readonly provider: string
  readonly address: string
}

const unlinkedSchema = z.array(z.object({ provider: z.string(), address: z.string(), agent: z.string() }))

/** Ends the links of the acting agent's chat accounts, wherever he asks from. Empty when he had none. */
export async function unlink(ctx: Context): Promise<Unlinked[]> {
  const { actor } = ctx
  if (actor.type !== 'agent') throw new Error('only an agent has accounts to unlink')
  return ctx.store.transaction((em) => unlinkAgents(em, ctx, [actor.agent.id]))
}

/**
 * Ends the link of one chat account, for an operator.
 * @returns the mail address of the agent that it spoke for
 * @throws Refusal agent-not-found when the account is linked to nobody
 */
export async function unlinkAddress(
  ctx: Context,
  { address }: { readonly address: string },
): Promise<string> {
  return ctx.store.transaction(async (em) => {
    const rows = await em.execute(
      `select agent.id, agent.email from identity join agent on agent.id = agent_id
       where address = ? and provider not in (select jsonb_array_elements_text(?::jsonb))`,
      [address, JSON.stringify(directoryProviders)],
    )
    const [agent] = z.array(z.object({ id: z.int(), email: z.string() })).parse(rows)
    if (agent === undefined) throw new Refusal('agent-not-found', { address })
    await unlinkAgents(em, ctx, [agent.id])
    return agent.email
  })
}

/**
 * Ends the links of agents' chat accounts, with their open codes and direct conversations. What the directory itself
 * gives (console, mail) stays. Part of the caller's transaction.
 */
export async function unlinkAgents(
  em: EntityManager,
  by: By,
  agentIds: readonly number[],
): Promise<Unlinked[]> {
  if (agentIds.length === 0) return []
  await leaveRooms(em, agentIds, by.clock.now())
  const rows = await em.execute(
    `delete from identity using agent
     where agent.id = agent_id and agent_id in (select value::int from jsonb_array_elements_text(?::jsonb))
       and provider not in (select jsonb_array_elements_text(?::jsonb))
     returning provider, address, agent.email as agent`,
    [JSON.stringify(agentIds), JSON.stringify(directoryProviders)],
  )
  await voidCodes(em, agentIds)
  const unlinked = unlinkedSchema.parse(rows)
  await recordAudit(em, by, ...unlinked.map((one) => ({ action: 'identity-unlinked', ...one }) as const))
  return unlinked.map(({ provider, address }) => ({ provider, address }))
}
