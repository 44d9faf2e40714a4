import type { EntityManager } from '@mikro-orm/postgresql'
import { type Clock, todayOf } from '../clock.ts'
import { FollowSchema } from '../diffusion/follow.entity.ts'
import { type Agent, AgentSchema } from '../directory/agent.entity.ts'
import { IdentitySchema } from '../directory/identity.entity.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import { type Event, EventSchema } from '../events/event.entity.ts'
import { rightsQuery } from '../events/rights.ts'
import { factsOf } from '../kinds/facts-of.ts'
import { matches, prepareFacts } from '../query/evaluate.ts'
import { decideMembership, type Membership, type Seen } from './decide-membership.ts'
import type { Room } from './room.entity.ts'

/**
 * Who must be invited to the room of an event, and who must leave it: wanted are the event's followers, its author and
 * who asked for the room, when they are linked at the provider, active, and may see the event. Nobody is invited to the room of
 * an event that is closed or withdrawn, and no other room's members are decided here.
 */
export async function membersOf(
  em: EntityManager,
  clock: Clock,
  room: Room,
  seen: Seen,
): Promise<Membership> {
  const event = await em.findOne(EventSchema, { id: room.eventId ?? 0 }, { populate: ['structure'] })
  if (event === null) return { invite: [], remove: [] }
  const reasons = await reasonsToBeThere(em, room, event)
  const present = [...seen.joined, ...seen.invited]
  const identities = await em.find(IdentitySchema, {
    provider: room.provider,
    $or: [{ agentId: { $in: [...reasons.keys()] } }, { address: { $in: present } }],
  })
  const agentIds = identities.map((identity) => identity.agentId)
  const agents = await em.find(AgentSchema, { id: { $in: agentIds } }, { populate: ['structure'] })
  const facts = prepareFacts(factsOf(event))
  const maySee = (agent: Agent) => matches(rightsQuery(agent), facts, todayOf(clock))
  const allowed = new Set(agents.filter(maySee).map((agent) => agent.id))
  const welcome = new Set(
    identities.filter(({ agentId }) => allowed.has(agentId)).map(({ address }) => address),
  )
  const wanted = identities.flatMap(({ address, agentId }) => {
    const since = reasons.get(agentId)
    return since === undefined ? [] : [{ address, since: since.toISOString() }]
  })
  const archived = event.state === 'closed' || event.state === 'withdrawn'
  return decideMembership(archived ? [] : wanted, seen, (address) => welcome.has(address))
}

/** Agents by id, with the instant of their latest reason. */
async function reasonsToBeThere(em: EntityManager, room: Room, event: Event): Promise<Map<number, Date>> {
  const follows = await em.find(FollowSchema, { eventId: event.id })
  const opened = await em.findOne(EntrySchema, { eventId: event.id, type: 'opened' })
  const reasons = new Map<number, Date>()
  if (opened?.agentId) reasons.set(opened.agentId, opened.at)
  if (room.boundBy) reasons.set(room.boundBy, room.madeAt)
  for (const { agentId, since } of follows) {
    const other = reasons.get(agentId)
    if (other === undefined || other < since) reasons.set(agentId, since)
  }
  return reasons
}
