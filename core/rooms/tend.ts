import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { addJob } from '../store/jobs.ts'

const ids = z.array(z.object({ id: z.number() }))

/** Enqueues the tending of a room: its provider makes it, invites, removes, archives, and its members are noted again. */
export async function tendRoom(em: EntityManager, roomId: number): Promise<void> {
  await addJob(em, 'room', { roomId }, { key: `room:${roomId}` })
}

/** The rooms of an event whose state or followers changed; nothing when it has none. */
export async function tendRooms(em: EntityManager, eventId: number): Promise<void> {
  await tendAll(em, 'select id from room where event_id = ? and closed_at is null', [eventId])
}

/**
 * The rooms that these agents are in, or should be: for when one changed structure or rights, or left, or his address at a
 * provider changes, in the transaction that does it and before an identity is taken away.
 */
export async function tendRoomsOf(em: EntityManager, agentIds: readonly number[]): Promise<void> {
  await tendAll(
    em,
    `with person as (select value::int as id from jsonb_array_elements_text(?::jsonb))
     select id from room where closed_at is null and (
       exists (select from identity where agent_id in (select id from person)
         and identity.provider = room.provider and room.members @> to_jsonb(identity.address::text))
       or structure_id in (select structure_id from agent where agent.id in (select id from person))
       or event_id in (select follow.event_id from follow where follow.agent_id in (select id from person))
     )`,
    [JSON.stringify(agentIds)],
  )
}

async function tendAll(em: EntityManager, sql: string, parameters: readonly unknown[]): Promise<void> {
  // Read in the order of their ids, so that two transactions that tend the same rooms never wait for each other in a ring.
  const rooms = ids.parse(await em.execute(`${sql} order by id`, [...parameters]))
  for (const { id } of rooms) await tendRoom(em, id)
}
