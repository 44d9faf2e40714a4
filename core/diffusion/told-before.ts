import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type EntryType, entryTypes } from '../events/entry.entity.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
import { keyOf, type Wish } from './plan.ts'
import type { Asking, Reason } from './reason.ts'

/** What a recipient was told last of an event, or is about to be told. */
export type ToldBefore = Pick<Delivery, 'agentId' | 'structureId' | 'roomId' | 'channel' | 'pace' | 'reasons'>

const rows = z.array(
  z.object({
    id: z.string(),
    agentId: z.int().nullable(),
    structureId: z.int().nullable(),
    roomId: z.int().nullable(),
  }),
)

/**
 * What each recipient was told last of an event, by entries of these types. What waits counts as told, for it may be on
 * its way; not what waits for a digest that is not being made, unless `digests`.
 * @param except the entry that is being told
 */
export async function lastTold(
  em: EntityManager,
  eventId: number,
  options: {
    readonly types?: readonly EntryType[]
    readonly except?: number | undefined
    /** Only by the entry of this rank, and what was said of it since. */
    readonly about?: number
    readonly digests: boolean
    /** Recipients that are not asked about, as `keyOf` names them: nearly all, most often. */
    readonly besides: ReadonlySet<string>
  },
): Promise<ToldBefore[]> {
  const about = options.about ?? null
  const found = await em.execute(
    `select distinct on (delivery.agent_id, delivery.structure_id, delivery.room_id) delivery.id,
       delivery.agent_id as "agentId", delivery.structure_id as "structureId", delivery.room_id as "roomId"
     from delivery join entry on entry.id = delivery.entry_id
     where delivery.event_id = ? and delivery.entry_id <> ?
       and (?::int is null or entry.rank = ?::int or (entry.body ->> 'of')::int = ?::int)
       and entry.type in (select jsonb_array_elements_text(?::jsonb))
       and (state = 'delivered' or state = 'waiting' and (? or pace ->> 'every' = 'entry' or digest_id is not null))
     order by delivery.agent_id, delivery.structure_id, delivery.room_id, entry.rank desc`,
    [
      eventId,
      options.except ?? 0,
      about,
      about,
      about,
      JSON.stringify(options.types ?? entryTypes),
      options.digests,
    ],
  )
  const ids = rows.parse(found).flatMap((row) => (options.besides.has(keyOfTold(row)) ? [] : [row.id]))
  return ids.length === 0 ? [] : em.find(DeliverySchema, { id: { $in: ids } })
}

/** As `keyOf` names a recipient. */
export function keyOfTold({
  agentId,
  structureId,
  roomId,
}: Pick<ToldBefore, 'agentId' | 'structureId' | 'roomId'>): string {
  if (agentId) return `agent:${agentId}`
  return structureId ? `structure:${structureId}` : `room:${roomId}`
}

/** What they were told for. */
export function askedFor(told: readonly ToldBefore[]): Asking[] {
  return told.flatMap(({ reasons }) => reasons.flatMap((reason) => (isAsking(reason) ? [reason] : [])))
}

/**
 * The wishes to be told once more, of those who were told for something that the event matches no longer: the notice
 * says so.
 * @param told those who have no other reason to be told now
 * @param former the wishes of what they were told for, as if it still matched
 */
export function decideNoLonger(told: readonly ToldBefore[], former: readonly Wish[]): Wish[] {
  const had = new Set(
    told.flatMap((one) => one.reasons.map((reason) => `${keyOfTold(one)} ${nameOfReason(reason)}`)),
  )
  return former.flatMap((wish): Wish[] => {
    const { reason } = wish
    if (!isAsking(reason) || !had.has(`${keyOf(wish)} ${nameOfReason(reason)}`)) return []
    return [{ ...wish, reason: { type: 'no-longer', of: reason } }]
  })
}

function isAsking(reason: Reason): reason is Asking {
  return reason.type === 'subscription' || reason.type === 'rule'
}

function nameOfReason(reason: Reason): string {
  switch (reason.type) {
    case 'follow':
    case 'sender':
    case 'told':
      return reason.type
    case 'subscription':
      return `subscription ${reason.id}`
    case 'rule':
      return `rule ${reason.code}`
    case 'no-longer':
      return `no-longer ${nameOfReason(reason.of)}`
  }
}
