import type { EntityManager } from '@mikro-orm/postgresql'
import { type ChannelName, sending } from '../diffusion/channel.ts'
import { addJobs } from '../store/jobs.ts'

/** Whose digest it is. */
export type DigestOwner = { readonly agentId: number } | { readonly roomId: number }

/** One digest. */
export type DigestWindow = DigestOwner & {
  readonly channel: ChannelName
  /** ISO 8601 instant. */
  readonly dueAt: string
}

/** The key of a digest's job: two processes that wake together enqueue one. */
export function digestJobKey(window: DigestWindow): string {
  const whose = 'agentId' in window ? window.agentId : `room:${window.roomId}`
  return `digest:${whose}:${window.channel}:${window.dueAt}`
}

/** @param delay seconds until they may leave */
export async function addDigestJobs(
  em: EntityManager,
  windows: readonly DigestWindow[],
  delay = 0,
): Promise<void> {
  const jobs = windows.map((payload) => ({ key: digestJobKey(payload), payload }))
  for (const [task, some] of Map.groupBy(jobs, ({ payload }) => sending[payload.channel].digest))
    await addJobs(em, task, some, delay)
}
