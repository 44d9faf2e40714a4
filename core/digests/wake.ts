import { z } from 'zod'
import { type Clock, dateOf } from '../clock.ts'
import { channelNames } from '../diffusion/channel.ts'
import { addJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

const due = z.array(
  z.object({ agent_id: z.number(), channel: z.enum(channelNames), due_at: z.coerce.date() }),
)

/**
 * Enqueues one job for each digest whose window has come. Two processes that wake together enqueue one:
 * the job's key is the digest.
 * @returns how many digests are due
 */
export async function wakeDigests(store: Store, clock: Clock): Promise<number> {
  return store.transaction(async (em) => {
    const rows = await em.execute(
      `select distinct agent_id, channel, due_at from delivery
       where state = 'waiting' and agent_id is not null and pace ->> 'every' <> 'entry' and due_at <= ?`,
      [dateOf(clock.now())],
    )
    const digests = due.parse(rows)
    for (const { agent_id: agentId, channel, due_at } of digests) {
      const dueAt = due_at.toISOString()
      await addJob(
        em,
        'digest',
        { agentId, channel, dueAt },
        { key: `digest:${agentId}:${channel}:${dueAt}` },
      )
    }
    return digests.length
  })
}
