import type { Entry } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { entryBrief } from '../events/read.ts'
import { briefOf, viewFor } from '../events/view.ts'
import { kindOf } from '../kinds/kinds.ts'
import { shownFields } from '../kinds/show.ts'
import type { FieldChange } from '../refusal.ts'
import type { Delivery } from './delivery.entity.ts'
import type { Notice, Reader, StoppableReason, Telling } from './notice.ts'
import type { Reason } from './reason.ts'
import type { StopLinks } from './stop-link.ts'

export interface NoticeFacts {
  readonly delivery: Delivery
  readonly event: Event
  readonly entry: Entry
  readonly reader: Reader
  /** Those that still hold. */
  readonly reasons: readonly Reason[]
  /** The version that the reader had last; undefined when he never had one. */
  readonly told: number | undefined
  /** The event's updates, oldest first. */
  readonly updates: readonly Entry[]
}

/** What one reader is told about one entry: his view of the event, and only what changed when he had an earlier version. */
export function decideNotice(links: StopLinks, facts: NoticeFacts): Notice {
  const { delivery, event, entry, reader, reasons, told } = facts
  return {
    reader,
    event: briefOf(event, viewFor(event)),
    entry: entryBrief(entry),
    telling: told === undefined ? wholeOf(event) : changesSince(facts, told),
    reasons: reasons.map((reason) => stoppable(links, delivery, event, reason)),
  }
}

function wholeOf(event: Event): Telling {
  return { type: 'whole', fields: shownFields(kindOf(event.kind), event.fields, viewFor(event)) }
}

/** What changed since that version, up to this entry; this entry's own changes always belong to it. */
function changesSince({ entry, updates }: NoticeFacts, told: number): Telling {
  const since = Math.min(told, entry.version - (entry.type === 'updated' ? 1 : 0))
  const news = updates.filter((update) => update.rank <= entry.rank && update.version > since)
  return {
    type: 'changes',
    since,
    changes: mergeChanges(news.flatMap((update) => update.body.changes ?? [])),
  }
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
