import { z } from 'zod'
import type { Context } from '../context.ts'
import { actingAgent } from '../events/load.ts'
import { readInput } from '../read-input.ts'
import { AgentSchema } from './agent.entity.ts'

/** Above so many, it would be no setting but a switch off. */
export const mostUnconfirmed = 1000

const rule = `un nombre entier de 0 à ${mostUnconfirmed}`
const given = z.int(rule).min(0, rule).max(mostUnconfirmed, rule)

/**
 * How many people the agent may tell without being asked first; 0 asks whenever anybody is told.
 * @throws Refusal input-invalid, agent-inactive, right-missing
 */
export async function confirmAbove(ctx: Context, input: { readonly above: number }): Promise<number> {
  const { id } = actingAgent(ctx, 'confirm-above')
  const above = readInput(given, input.above)
  await ctx.store.transaction((em) => em.nativeUpdate(AgentSchema, { id }, { confirmAbove: above }))
  return above
}
