import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { entryTypes } from '../events/entry.entity.ts'
import { channelNames } from './channel.ts'
import { deliveryStates } from './delivery.entity.ts'
import { outcomeCodes } from './outcome.ts'
import { reasonsSchema } from './reason.ts'

const instant = z.coerce.date()
const text = z.string().nullable()
const told = z.object({
  id: z.string(),
  agentId: z.int().nullable(),
  structureId: z.int().nullable(),
  roomId: z.int().nullable(),
  entryRank: z.int(),
  entryType: z.enum(entryTypes),
  channel: z.enum(channelNames),
  address: text,
  version: z.int().nullable(),
  state: z.enum(deliveryStates),
  outcome: z.enum(outcomeCodes).nullable(),
  detail: text,
  receipt: text,
  reasons: reasonsSchema,
  digestId: text,
  createdAt: instant,
  dueAt: instant,
  endedAt: instant.nullable(),
  shownAt: instant.nullable(),
  readAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
})
export type ToldRow = z.infer<typeof told>

const page = 2000
const firstId = '00000000-0000-0000-0000-000000000000'

/** The deliveries of an event with the entries that they tell, to be looked at: too many may be for entities. */
export async function* toldPages(em: EntityManager, eventId: number): AsyncGenerator<ToldRow[]> {
  for (let after = firstId; ; ) {
    const found = await em.execute(
      `select d.id, d.agent_id as "agentId", d.structure_id as "structureId", d.room_id as "roomId", coalesce(e.rank, 0) as "entryRank",
         coalesce(e.type, 'message') as "entryType", d.channel, d.address, d.version, d.state, d.outcome, d.detail, d.receipt, d.reasons,
         d.digest_id as "digestId", d.created_at as "createdAt", d.due_at as "dueAt", d.ended_at as "endedAt",
         d.shown_at as "shownAt", d.read_at as "readAt", d.acknowledged_at as "acknowledgedAt"
       from delivery d left join entry e on e.id = d.entry_id where d.event_id = ? and d.id > ? order by d.id limit ?`,
      [eventId, after, page],
    )
    const rows = z.array(told).parse(found)
    yield rows
    if (rows.length < page) return
    after = rows.at(-1)?.id ?? after
  }
}
