import { z } from 'zod'
import { type Clock, dateOf } from '../clock.ts'
import { channelNames, sending } from '../diffusion/channel.ts'
import { addJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

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
    const digests = due.parse(rows)
    for (const { owner, channel, due_at } of digests) {
      const dueAt = due_at.toISOString()
      const [whose, id] = 'agentId' in owner ? ['', owner.agentId] : ['room:', owner.roomId]
      const key = `digest:${whose}${id}:${channel}:${dueAt}`
      await addJob(em, sending[channel].digest, { ...owner, channel, dueAt }, { key })
    }
    return digests.length
  })
}
