import type { EntityManager } from '@mikro-orm/postgresql'
import { type Entry, EntrySchema } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { entryBrief } from '../events/read.ts'
import { briefOf, viewFor } from '../events/view.ts'
import { kindOf } from '../kinds/kinds.ts'
import { shownFields } from '../kinds/show.ts'
import type { FieldChange } from '../refusal.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
import type { Notice, Reader, StoppableReason, Telling } from './notice.ts'
import type { Reason } from './reason.ts'
import type { StopLinks } from './stop-link.ts'

export interface Composed {
  readonly delivery: Delivery
  readonly event: Event
  readonly entry: Entry
  readonly reader: Reader
  /** Those that still hold. */
  readonly reasons: readonly Reason[]
}

/** What one reader is told about one entry: his view of the event, and only what changed when he had an earlier version. */
export async function composeNotice(
  em: EntityManager,
  links: StopLinks,
  { delivery, event, entry, reader, reasons }: Composed,
): Promise<Notice> {
  const view = viewFor(event)
  const since = await lastTold(em, delivery)
  return {
    reader,
    event: briefOf(event, view),
    entry: entryBrief(entry),
    telling: since === undefined ? wholeOf(event) : await changesSince(em, event, entry, since),
    reasons: reasons.map((reason) => stoppable(links, delivery, event, reason)),
  }
}

/** The version that the reader had last; undefined when he never had one. */
async function lastTold(em: EntityManager, delivery: Delivery): Promise<number | undefined> {
  const before = await em.find(
    DeliverySchema,
    {
      eventId: delivery.eventId,
      agentId: delivery.agentId ?? null,
      structureId: delivery.structureId ?? null,
      state: 'delivered',
      id: { $ne: delivery.id },
    },
    { orderBy: { version: 'desc' }, limit: 1 },
  )
  return before[0]?.version ?? undefined
}

function wholeOf(event: Event): Telling {
  return { type: 'whole', fields: shownFields(kindOf(event.kind), event.fields, viewFor(event)) }
}

/** What changed since that version, up to this entry; this entry's own changes always belong to it. */
async function changesSince(em: EntityManager, event: Event, entry: Entry, told: number): Promise<Telling> {
  const since = Math.min(told, entry.version - (entry.type === 'updated' ? 1 : 0))
  const entries = await em.find(
    EntrySchema,
    { eventId: event.id, rank: { $lte: entry.rank }, version: { $gt: since } },
    { orderBy: { rank: 'asc' } },
  )
  return { type: 'changes', since, changes: mergeChanges(entries.flatMap((one) => one.body.changes ?? [])) }
}

/** Several changes of one field become one, from the oldest words to the newest; back and forth is no change. */
export function mergeChanges(changes: readonly FieldChange[]): FieldChange[] {
  const merged = new Map<string, FieldChange>()
  for (const change of changes) {
    const before = merged.get(change.field)
    merged.set(change.field, before === undefined ? change : { ...change, before: before.before })
  }
  return [...merged.values()].filter((change) => change.before !== change.after)
}

function stoppable(links: StopLinks, delivery: Delivery, event: Event, reason: Reason): StoppableReason {
  if (reason.type === 'rule' || delivery.agentId === null || delivery.agentId === undefined) return { reason }
  const target =
    reason.type === 'follow'
      ? ({ type: 'follow', agentId: delivery.agentId, eventId: event.id } as const)
      : ({ type: 'subscription', agentId: delivery.agentId, id: reason.id } as const)
  const command = reason.type === 'follow' ? `ne plus suivre ${event.number}` : `désabonner ${reason.id}`
  const link = links.write(target)
  return link === undefined ? { reason, command } : { reason, command, link }
}
