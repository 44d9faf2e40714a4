import type { Entry } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { type Audience, briefOf, entryIn, viewFor } from '../events/view.ts'
import type { View } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { changesIn, shownFields } from '../kinds/show.ts'
import type { FieldChange } from '../refusal.ts'
import type { Delivery } from './delivery.entity.ts'
import type { EntryBrief, Notice, Reader, StoppableReason, Telling } from './notice.ts'
import { asksAcknowledgement, type Reason } from './reason.ts'
import type { StopLinks } from './stop-link.ts'

export interface NoticeFacts {
  readonly delivery: Delivery
  readonly event: Event
  readonly entry: Entry
  /** The entry as readers see it. */
  readonly shown: EntryBrief
  /** Label of the structure that acted, for readers who are not told the person. */
  readonly by: string
  readonly reader: Reader
  readonly audience: Audience
  /** Those that still hold. */
  readonly reasons: readonly Reason[]
  /** The version that the reader had last in at least the present view; undefined when he never had one. */
  readonly told: number | undefined
  /** The event's updates, oldest first. */
  readonly updates: readonly Entry[]
}

/** What one reader is told about one entry: his view of the event, and only what changed when he had an earlier version. */
export function decideNotice(links: StopLinks, facts: NoticeFacts): Notice {
  const { delivery, event, shown, by, reader, reasons } = facts
  const view = viewFor(event, facts.audience)
  return {
    reader,
    event: briefOf(event, view),
    entry: entryIn(kindOf(event.kind), shown, view, by),
    telling: decideTelling(facts, view),
    reasons: reasons.map((reason) => stoppable(links, delivery, event, reason)),
    ...acknowledgement(links, delivery, reasons),
  }
}

/** A mistake is not told again in full, only that it was one. */
function decideTelling(facts: NoticeFacts, view: View): Telling {
  const { event, entry, told } = facts
  if (entry.type === 'withdrawn') return { type: 'changes', since: told ?? event.version, changes: [] }
  return told === undefined ? wholeOf(event, view) : changesSince(facts, told, view)
}

function wholeOf(event: Event, view: View): Telling {
  return { type: 'whole', fields: shownFields(kindOf(event.kind), event.fields, view) }
}

/**
 * What changed since that version, up to the event as it is shown, whichever entry changed it: the notice of each is left
 * with what the one before has not told.
 */
function changesSince({ event, entry, updates }: NoticeFacts, since: number, view: View): Telling {
  const news = updates.filter((update) => update.version > since)
  const changes = mergeChanges(news.flatMap((update) => update.body.changes ?? []))
  const others = news.some(({ agentId }) => agentId !== entry.agentId)
  const shown = changesIn(kindOf(event.kind), changes, view)
  return { type: 'changes', since, changes: shown, ...(others ? { others } : {}) }
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

/** In a room, somebody of its structure says it there; a mailbox, which is nobody, has a link or cannot say it. */
function acknowledgement(
  links: StopLinks,
  { id, roomId, structureId }: Delivery,
  reasons: readonly Reason[],
): Pick<Notice, 'acknowledge' | 'acknowledgeLink'> {
  if (!asksAcknowledgement(reasons)) return { acknowledge: false }
  const link = roomId ? undefined : links.write({ type: 'acknowledge', delivery: id })
  if (link === undefined) return { acknowledge: !structureId }
  return { acknowledge: true, acknowledgeLink: link }
}

function stoppable(links: StopLinks, delivery: Delivery, event: Event, reason: Reason): StoppableReason {
  if (reason.type === 'rule' || reason.type === 'sender' || reason.type === 'told') return { reason }
  if (reason.type === 'no-longer') return { reason, resume: `suivre ${event.number}` }
  // In a room, an agent of its structure stops it: no link, which anybody present could follow.
  if (delivery.roomId && reason.type === 'subscription') return { reason, command: `désabonner ${reason.id}` }
  if (delivery.agentId === null || delivery.agentId === undefined) return { reason }
  const target =
    reason.type === 'follow'
      ? ({ type: 'follow', agentId: delivery.agentId, eventId: event.id } as const)
      : ({ type: 'subscription', agentId: delivery.agentId, id: reason.id } as const)
  const command = reason.type === 'follow' ? `ne plus suivre ${event.number}` : `désabonner ${reason.id}`
  const link = links.write(target)
  return link === undefined ? { reason, command } : { reason, command, link }
}
