import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type Clock, todayOf } from '../clock.ts'
import { type Agent, AgentSchema, fullName } from '../directory/agent.entity.ts'
import { type Structure, StructureSchema } from '../directory/structure.entity.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { factsOf } from '../kinds/facts-of.ts'
import { matches, type PreparedFacts, prepareFacts } from '../query/evaluate.ts'
import { decideNotice } from './compose.ts'
import type { Delivery } from './delivery.entity.ts'
import { liveReasons } from './live-reasons.ts'
import type { Notice } from './notice.ts'
import type { Recipient } from './plan.ts'
import type { StopLinks } from './stop-link.ts'
import { rightsOf } from './wishes.ts'

/** Why a delivery is not sent after all. */
export type RefusalReason = 'inactive' | 'no-right' | 'stopped' | 'unknown'

export type Prepared =
  | { readonly type: 'notice'; readonly delivery: Delivery; readonly notice: Notice }
  | { readonly type: 'refused'; readonly delivery: Delivery; readonly why: RefusalReason }

/**
 * The notices of deliveries as they must be said now, or why they must not: rights and reasons may have changed since
 * the plan. A handful of queries for any number of deliveries.
 */
export async function prepareNotices(
  em: EntityManager,
  deps: { readonly clock: Clock; readonly links: StopLinks },
  deliveries: readonly Delivery[],
): Promise<Prepared[]> {
  const eventIds = [...new Set(deliveries.map((delivery) => delivery.eventId))]
  const events = byId(await em.find(EventSchema, { id: { $in: eventIds } }, { populate: ['structure'] }))
  const entryIds = deliveries.map((delivery) => delivery.entryId)
  const told = { $or: [{ id: { $in: entryIds } }, { eventId: { $in: eventIds }, type: 'updated' as const }] }
  const entries = await em.find(EntrySchema, told, { orderBy: { rank: 'asc' } })
  const recipients = await recipientsOf(em, deliveries)
  const reasonsOf = await liveReasons(em, deliveries)
  const versions = await versionsTold(em, deliveries)
  const today = todayOf(deps.clock)
  const facts = new Map<number, PreparedFacts>()
  for (const event of events.values()) facts.set(event.id, prepareFacts(factsOf(event)))

  return deliveries.map((delivery): Prepared => {
    const event = events.get(delivery.eventId)
    const entry = entries.find((one) => one.id === delivery.entryId)
    const recipient = recipients(delivery)
    const known = facts.get(delivery.eventId)
    if (event === undefined || entry === undefined || recipient === undefined || known === undefined)
      return { type: 'refused', delivery, why: 'unknown' }
    const reasons = reasonsOf(delivery)
    const why = decideRefusal(recipient, matches(rightsOf(recipient, event), known, today), reasons.length)
    if (why !== undefined) return { type: 'refused', delivery, why }
    const updates = entries.filter((one) => one.eventId === event.id && one.type === 'updated')
    const reader = { name: nameOf(recipient), address: delivery.address ?? '' }
    const version = versions.get(keyOf(delivery))
    const notice = decideNotice(deps.links, {
      delivery,
      event,
      entry,
      reader,
      reasons,
      told: version,
      updates,
    })
    return { type: 'notice', delivery, notice }
  })
}

function decideRefusal(recipient: Recipient, maySee: boolean, reasons: number): RefusalReason | undefined {
  if (recipient.to === 'agent' && !recipient.agent.active) return 'inactive'
  if (!maySee) return 'no-right'
  return reasons === 0 ? 'stopped' : undefined
}

function nameOf(recipient: Recipient): string {
  return recipient.to === 'agent' ? fullName(recipient.agent) : recipient.structure.label
}

function byId<T extends { readonly id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

async function recipientsOf(
  em: EntityManager,
  deliveries: readonly Delivery[],
): Promise<(delivery: Delivery) => Recipient | undefined> {
  const agentIds = deliveries.flatMap((delivery) => delivery.agentId ?? [])
  const structureIds = deliveries.flatMap((delivery) => delivery.structureId ?? [])
  const agents: Map<number, Agent> = byId(
    await em.find(AgentSchema, { id: { $in: agentIds } }, { populate: ['structure'] }),
  )
  const structures: Map<number, Structure> = byId(
    await em.find(StructureSchema, { id: { $in: structureIds } }),
  )
  return ({ agentId, structureId }) => {
    const agent = agents.get(agentId ?? 0)
    if (agent !== undefined) return { to: 'agent', agent }
    const structure = structures.get(structureId ?? 0)
    return structure === undefined ? undefined : { to: 'mailbox', structure }
  }
}

const toldRows = z.array(
  z.object({
    agentId: z.number().nullable(),
    structureId: z.number().nullable(),
    eventId: z.number(),
    version: z.number(),
  }),
)

/** The last version of each event that each recipient was told. */
async function versionsTold(
  em: EntityManager,
  deliveries: readonly Delivery[],
): Promise<Map<string, number>> {
  if (deliveries.length === 0) return new Map()
  const rows = await em.execute(
    `select agent_id as "agentId", structure_id as "structureId", event_id as "eventId", max(version) as version
     from delivery
     where state = 'delivered' and version is not null and event_id in (select jsonb_array_elements_text(?::jsonb)::int)
     group by 1, 2, 3`,
    [JSON.stringify(deliveries.map((delivery) => delivery.eventId))],
  )
  return new Map(toldRows.parse(rows).map((row) => [keyOf(row), row.version]))
}

function keyOf(of: {
  readonly agentId?: number | null | undefined
  readonly structureId?: number | null | undefined
  readonly eventId: number
}): string {
  return `${of.agentId ?? ''} ${of.structureId ?? ''} ${of.eventId}`
}
