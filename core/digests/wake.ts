import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type Clock, dateOf } from '../clock.ts'
import { channelNames } from '../diffusion/channel.ts'
import type { Store } from '../store/store.ts'
import { addDigestJobs, digestJobKey } from './digest-jobs.ts'

const place = { channel: z.enum(channelNames), due_at: z.coerce.date() }
const due = z.array(
  z.union([
    z
      .object({ agent_id: z.number(), ...place })
      .transform((row) => ({ ...row, owner: { agentId: row.agent_id } })),
    z
      .object({ room_id: z.number(), ...place })
      .transform((row) => ({ ...row, owner: { roomId: row.room_id } })),
  ]),
)

/**
 * Enqueues one job for each digest whose window has come. Two processes that wake together enqueue one:
 * the job's key is the digest.
 * @returns how many digests are due
 */
export async function wakeDigests(store: Store, clock: Clock): Promise<number> {
  return store.transaction(async (em) => {
    const rows = await em.execute(
      `select distinct agent_id, room_id, channel, due_at from delivery
       where state = 'waiting' and structure_id is null and pace ->> 'every' <> 'entry' and due_at <= ?`,
      [dateOf(clock.now())],
    )
    const windows = due.parse(rows).map(({ owner, channel, due_at }) => {
      return { ...owner, channel, dueAt: due_at.toISOString() }
    })
    const known = await knownKeys(em, windows.map(digestJobKey))
    await addDigestJobs(
      em,
      windows.filter((window) => !known.has(digestJobKey(window))),
    )
    return windows.length
  })
}

/** A digest that is being tried keeps its attempts: woken anew each minute it would never be given up. */
async function knownKeys(em: EntityManager, keys: readonly string[]): Promise<Set<string>> {
  const rows = await em.execute(
    'select key from graphile_worker.jobs where key in (select json_array_elements_text(?::json))',
    [JSON.stringify(keys)],
  )
  return new Set(
    z
      .array(z.object({ key: z.string() }))
      .parse(rows)
      .map(({ key }) => key),
  )
}
