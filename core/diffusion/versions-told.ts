import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type View, views } from '../kinds/kind.ts'
import type { Delivery } from './delivery.entity.ts'

const rows = z.array(
  z.object({
    agentId: z.number().nullable(),
    structureId: z.number().nullable(),
    roomId: z.number().nullable(),
    eventId: z.number(),
    view: z.enum(views),
    version: z.number(),
  }),
)

type Told = Pick<Delivery, 'agentId' | 'structureId' | 'roomId' | 'eventId'>

/**
 * The last version of each event that each recipient was told in at least a view: who only had a teaser of it has not had
 * what a teaser leaves out.
 */
export async function versionsTold(
  em: EntityManager,
  deliveries: readonly Delivery[],
): Promise<(delivery: Delivery, view: View) => number | undefined> {
  if (deliveries.length === 0) return () => undefined
  const found = await em.execute(
    `select agent_id as "agentId", structure_id as "structureId", room_id as "roomId", event_id as "eventId", view,
       max(version) as version
     from delivery
     where state = 'delivered' and version is not null and view is not null
       and event_id in (select jsonb_array_elements_text(?::jsonb)::int)
     group by 1, 2, 3, 4, 5`,
    [JSON.stringify(deliveries.map((delivery) => delivery.eventId))],
  )
  const told = Map.groupBy(rows.parse(found), keyOf)
  return (delivery, view) => {
    const enough = (told.get(keyOf(delivery)) ?? []).filter(
      (row) => views.indexOf(row.view) >= views.indexOf(view),
    )
    return enough.length === 0 ? undefined : Math.max(...enough.map((row) => row.version))
  }
}

function keyOf({ agentId, structureId, roomId, eventId }: Told): string {
  return [agentId, structureId, roomId, eventId].map((id) => id ?? '').join(' ')
}
