import { randomUUID } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Context } from '../context.ts'
import { tendCards } from '../diffusion/cards.ts'
import { audienceOf } from '../diffusion/plan.ts'
import { fullName } from '../directory/agent.entity.ts'
import { tendRooms } from '../rooms/tend.ts'
import { addJob } from '../store/jobs.ts'
import { chainFormat, hashOf } from './chain.ts'
import { hashOfRecord, recordOf } from './chained-record.ts'
import { type Entry, type EntryBody, EntrySchema, type EntryType } from './entry.entity.ts'
import type { Event } from './event.entity.ts'
import { refuseHaste } from './haste.ts'
import { notePending, undoable } from './pending.ts'
import type { Changed } from './pending-act.entity.ts'

/**
 * Writes one entry in the event's journal and enqueues what follows from it (indexing, diffusion),
 * in the caller's transaction. The event's row must be locked by the caller, so that ranks follow each other.
 * @throws Refusal too-hasty
 */
export async function recordEntry(
  em: EntityManager,
  ctx: Context,
  event: Event,
  said: { readonly type: EntryType; readonly body: EntryBody },
  options: {
    /** False: nobody is told, whatever the type. */
    readonly tell?: boolean
    /** What the act changed besides, so that it can be taken back. */
    readonly changed?: Changed
  } = {},
): Promise<Entry> {
  const tells = options.tell !== false && audienceOf(event, said.type) !== 'nobody'
  if (tells) await refuseHaste(em, ctx, said.type)
  const now = new Date(ctx.clock.now().epochMilliseconds)
  const agent = ctx.actor.type === 'agent' ? ctx.actor.agent : undefined
  const recordSalt = randomUUID()
  const facts = {
    number: event.number,
    rank: event.entries + 1,
    type: said.type,
    at: now,
    agentId: agent?.id ?? null,
    author: authorOf(ctx),
    structureId: agent?.structure.id ?? event.structure.id,
    version: event.version,
    body: said.body,
    recordHash: hashOfRecord(recordSalt, recordOf(event)),
    previousHash: event.hash,
    format: chainFormat,
  }
  const { number: _, ...columns } = facts
  const entry = em.create(EntrySchema, { ...columns, eventId: event.id, recordSalt, hash: hashOf(facts) })
  event.entries = entry.rank
  event.hash = entry.hash
  event.updatedAt = now
  await em.flush()
  await addJob(em, 'index', { eventIds: [event.id] }, { key: `index:${event.id}` })
  await tendCards(em, event.id)
  // A room is archived with its event, and comes back with it.
  if (options.changed?.type === 'state') await tendRooms(em, event.id)
  const seconds = agent !== undefined && undoable[said.type] ? (ctx.undoSeconds ?? 0) : 0
  if (seconds > 0) await notePending(em, ctx, entry, { seconds, changed: options.changed })
  if (tells) {
    const delay = seconds > 0 ? { delay: seconds } : {}
    await addJob(em, 'diffuse', { entryId: entry.id }, { key: `diffuse:${entry.id}`, priority: -1, ...delay })
  }
  return entry
}

/** How the journal and the notices name who acts: "Claire Vidal (DDPP de l’Hérault)". */
export function authorOf(ctx: Context): string {
  if (ctx.actor.type === 'system') return ctx.actor.name
  const { agent } = ctx.actor
  return `${fullName(agent)} (${agent.structure.label})`
}
