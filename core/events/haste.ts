import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { audiences } from '../diffusion/plan.ts'
import { Refusal } from '../refusal.ts'
import type { EntryType } from './entry.entity.ts'

/** Acts that tell people are counted over so many minutes, by agent; as many as `agent.haste`, and the next is asked about. */
export const hasteMinutes = 5
/**
 * So many times more are refused. With the 20 that an agent has at first: the busiest hour of an alert is a line every
 * minute or two, so four a minute is a file pasted line by line, or a key that sticks; twelve a minute is no hand's work.
 */
const refusedTimes = 3

/** What mends or takes back is never refused for haste: whoever was told must learn it. */
const mending: readonly EntryType[] = ['correction', 'withdrawal', 'withdrawn']
const counted = Object.entries(audiences)
  .filter(([, audience]) => audience !== 'nobody')
  .map(([type]) => type)
  .filter((type) => !mending.some((one) => one === type))

const rows = z.tuple([z.object({ acts: z.int(), edge: z.coerce.date().nullable() })])

export interface Recent {
  /** How often the actor told people within the minutes that count. */
  readonly acts: number
  /** When the last act was that must have passed out of them before he may again; null when he may. */
  readonly edge: Date | null
}

export async function recentTelling(em: EntityManager, ctx: Context): Promise<Recent> {
  if (ctx.actor.type !== 'agent') return { acts: 0, edge: null }
  const { agent } = ctx.actor
  const since = ctx.clock.now().subtract({ minutes: hasteMinutes })
  const found = await em.execute(
    `select count(*)::int as acts, (array_agg(entry.at order by entry.at desc))[?] as edge
     from entry join event on event.id = entry.event_id
     where entry.agent_id = ? and entry.at > ? and entry.type = any(string_to_array(?, ','))
       and event.published_at <= entry.at`,
    [agent.haste * refusedTimes, agent.id, dateOf(since), counted.join(',')],
  )
  return rows.parse(found)[0]
}

/**
 * Refuses an act that tells people of an agent who just did too many. Programs and imports act as the system, and are
 * not held up. Acts at the very same moment do not see each other: a burst may pass by as many.
 * @throws Refusal too-hasty
 */
export async function refuseHaste(em: EntityManager, ctx: Context, type: EntryType): Promise<void> {
  if (ctx.actor.type !== 'agent' || !counted.includes(type)) return
  const { acts, edge } = await recentTelling(em, ctx)
  if (edge === null) return
  const free = Temporal.Instant.fromEpochMilliseconds(edge.getTime()).add({ minutes: hasteMinutes })
  const seconds = Math.max(1, Math.ceil(free.since(ctx.clock.now()).total('seconds')))
  throw new Refusal('too-hasty', { acts, minutes: hasteMinutes, seconds })
}
