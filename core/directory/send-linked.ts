import type { Outcome } from '../diffusion/channel.ts'
import type { TaskPayload } from '../store/jobs.ts'
import { AgentSchema, fullName } from './agent.entity.ts'
import type { LinkMailDeps } from './send-link-code.ts'

/** The job that tells an agent, by mail, that an account was linked to him: if it was not him, he learns it. */
export async function sendLinked(
  { store, mail }: LinkMailDeps,
  { key, agentId, address, replaced, at }: TaskPayload<'linked'>,
): Promise<Outcome | undefined> {
  const agent = await store.read().findOne(AgentSchema, { id: agentId, active: true })
  if (agent === null) return undefined
  return mail.sendLinked(`linked-${key}`, agent.email, { name: fullName(agent), address, replaced, at })
}
