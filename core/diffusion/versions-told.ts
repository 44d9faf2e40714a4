import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type View, views } from '../kinds/kind.ts'
import type { Delivery } from './delivery.entity.ts'

const rows = z.array(
  z.object({ ownerId: z.number(), eventId: z.number(), view: z.enum(views), version: z.number() }),
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
  const told = new Map<string, Version[]>()
  for (const owner of owners) {
    const asked = new Map(
      deliveries.flatMap(({ eventId, ...delivery }) => {
        const ownerId = delivery[owner] ?? null
        return ownerId === null ? [] : [[`${ownerId} ${eventId}`, { ownerId, eventId }]]
      }),
    )
    for (const { ownerId, eventId, ...version } of await lastVersions(em, owner, [...asked.values()])) {
      const key = `${owner} ${ownerId} ${eventId}`
      told.set(key, [...(told.get(key) ?? []), version])
    }
  }
  return (delivery, view) => {
    const enough = (told.get(keyOf(delivery)) ?? []).filter(
      (row) => views.indexOf(row.view) >= views.indexOf(view),
    )
    return enough.length === 0 ? undefined : Math.max(...enough.map((row) => row.version))
  }
}

const owners = ['agentId', 'structureId', 'roomId'] as const
const columns = { agentId: 'agent_id', structureId: 'structure_id', roomId: 'room_id' } as const

interface Version {
  readonly view: View
  readonly version: number
}

/** One look by the index for each recipient and event: however many others were told of the same events. */
async function lastVersions(
  em: EntityManager,
  owner: (typeof owners)[number],
  asked: readonly { readonly ownerId: number; readonly eventId: number }[],
): Promise<z.infer<typeof rows>> {
  if (asked.length === 0) return []
  const found = await em.execute(
    `select asked."ownerId", asked."eventId", told.view, told.version
     from json_to_recordset(?::json) as asked ("ownerId" int, "eventId" int)
     cross join lateral (
       select view, max(version) as version from delivery
       where ${columns[owner]} = asked."ownerId" and event_id = asked."eventId"
         and state = 'delivered' and version is not null and view is not null
       group by view) as told`,
    [JSON.stringify(asked)],
  )
  return rows.parse(found)
}

function keyOf(delivery: Told): string {
  const owner = owners.find((name) => (delivery[name] ?? null) !== null) ?? 'agentId'
  return `${owner} ${delivery[owner]} ${delivery.eventId}`
}
