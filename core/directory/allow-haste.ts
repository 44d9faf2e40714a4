import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../read-input.ts'
import { Refusal } from '../refusal.ts'
import { line } from '../text-schemas.ts'
import { AgentSchema } from './agent.entity.ts'

const given = z.object({
  email: line().toLowerCase(),
  acts: z.int().min(1).max(100_000),
})

/**
 * How often an agent may tell people in five minutes before he is asked (core/events/haste.ts): more for one whose
 * program writes for him, as a laboratory's. For operators.
 * @throws Refusal agent-not-found, input-invalid
 */
export async function allowHaste(
  ctx: Context,
  input: { readonly email: string; readonly acts: number },
): Promise<void> {
  const { email, acts } = readInput(given, input)
  const changed = await ctx.store.transaction((em) =>
    em.nativeUpdate(AgentSchema, { email, active: true }, { haste: acts }),
  )
  if (changed === 0) throw new Refusal('agent-not-found', { address: email })
}
