import { z } from 'zod'
import type { Agent } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { bindRoom } from '#core/rooms/bind-room.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import type { Room } from '#core/rooms/room.entity.ts'
import { cheese, type World } from '#test/world.ts'

export const provider = 'matrix'

/** The address that `link` gives an agent at the provider. */
export function accountOf(agent: Pick<Agent, 'firstName'>): string {
  return `@${agent.firstName.toLowerCase()}:essai`
}

/** A new agent with an account at the provider. */
export async function linkedAgent(
  world: World,
  name: string,
  structure: Structure,
  facts: Parameters<World['agent']>[2] = {},
): Promise<Agent> {
  const agent = await world.agent(name, structure, facts)
  await world.store.transaction(async (em) => {
    em.create(IdentitySchema, { provider, address: accountOf(agent), agentId: agent.id })
  })
  return agent
}

/** A room of the agent's structure, with these members at the provider. */
export async function structureRoom(
  world: World,
  agent: Agent,
  address: string,
  members: readonly string[] = [accountOf(agent)],
): Promise<Room> {
  const { room } = await bindRoom(world.as(agent), { provider, address, power: true })
  await noteMembers(world.store, { provider, address, members })
  return room
}

export async function publishCheese(world: World, author: Agent, fields = cheese) {
  const draft = await openEvent(world.as(author), { kind: 'food-product', fields })
  return publishEvent(world.as(author), { number: draft.number })
}

const jobRows = z.array(z.object({ key: z.string() }))

/** Keys of the waiting jobs of a task; those seen are taken away, so that the next look shows what came since. */
export async function takeJobs(world: World, task: string): Promise<string[]> {
  const em = world.store.read()
  const rows = jobRows.parse(
    await em.execute('select key from graphile_worker.jobs where task_identifier = ? order by id', [task]),
  )
  for (const { key } of rows) await em.execute('select graphile_worker.remove_job(?)', [key])
  return rows.map(({ key }) => key)
}
