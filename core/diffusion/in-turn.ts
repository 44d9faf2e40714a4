import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type Clock, dateOf } from '../clock.ts'
import type { Delivery } from './delivery.entity.ts'

/** What is sent of one event to one reader goes by one hand at a time: its name among the claims. */
export function turnOf(delivery: Pick<Delivery, 'agentId' | 'structureId' | 'roomId' | 'eventId'>): string {
  const owner = owners.find(([name]) => (delivery[name] ?? null) !== null)?.[0] ?? 'agentId'
  return `tell ${owner} ${delivery[owner]} ${delivery.eventId}`
}

const rows = z.array(z.object({ id: z.string() }))

const owners = [
  ['agentId', 'agent_id'],
  ['structureId', 'structure_id'],
  ['roomId', 'room_id'],
] as const

/** What waits longer than this for its first attempt is not waited for, in minutes: its job may have been given up. */
const longestWait = 10

/**
 * Those of these deliveries that come after another of the same event to the same reader, which was never tried: sent at
 * once with it, both would tell the same changes, or the later words would come first.
 */
export async function outOfTurn(
  em: EntityManager,
  clock: Clock,
  deliveries: readonly Delivery[],
): Promise<ReadonlySet<string>> {
  const since = dateOf(clock.now().subtract({ minutes: longestWait }))
  const found = new Set<string>()
  for (const [owner, column] of owners) {
    const asked = deliveries.flatMap(({ id, entryId, eventId, ...delivery }) => {
      const ownerId = delivery[owner] ?? null
      return ownerId === null ? [] : [{ id, entryId, eventId, ownerId }]
    })
    if (asked.length === 0) continue
    const read = await em.execute(
      `select asked.id from json_to_recordset(?::json) as asked (id text, "entryId" int, "eventId" int, "ownerId" int)
       where exists (
         select from delivery where ${column} = asked."ownerId" and event_id = asked."eventId"
           and entry_id < asked."entryId" and state = 'waiting' and attempts = 0 and due_at > ?
           and pace ->> 'every' = 'entry')`,
      [JSON.stringify(asked), since],
    )
    for (const { id } of rows.parse(read)) found.add(id)
  }
  return found
}
