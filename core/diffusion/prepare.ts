import type { EntityManager } from '@mikro-orm/postgresql'
import { type Clock, todayOf } from '../clock.ts'
import { structureLabels } from '../directory/structure-labels.ts'
import { type Entry, EntrySchema } from '../events/entry.entity.ts'
import { type Event, EventSchema } from '../events/event.entity.ts'
import { eventFacts } from '../events/event-facts.ts'
import { letChangesLeave } from '../events/pending.ts'
import { loadAmendments, presenter } from '../events/present.ts'
import { alone, viewFor } from '../events/view.ts'
import { facets } from '../kinds/facets.ts'
import { matches, type PreparedFacts, prepareFacts } from '../query/evaluate.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/tree.ts'
import { type AddressOf, addressesOf } from './addresses.ts'
import { addressedBy } from './channel.ts'
import { decideNotice } from './compose.ts'
import type { Delivery } from './delivery.entity.ts'
import { liveReasons } from './live-reasons.ts'
import type { Notice } from './notice.ts'
import type { OutcomeCode } from './outcome.ts'
import { isClosed, type Recipient } from './plan.ts'
import { byId, nameOf, recipientsOf } from './recipients.ts'
import type { StopLinks } from './stop-link.ts'
import { versionsTold } from './versions-told.ts'
import { rightsOf } from './wishes.ts'

/** Why a delivery is not sent after all. */
export type RefusalReason = Extract<
  OutcomeCode,
  'inactive' | 'no-right' | 'stopped' | 'unknown' | 'closed' | 'withdrawn' | 'told-before'
>

export type Prepared =
  | { readonly type: 'notice'; readonly delivery: Delivery; readonly notice: Notice }
  | { readonly type: 'refused'; readonly delivery: Delivery; readonly why: RefusalReason }
  /** The agent has no account on its channel any more: to be told by mail. */
  | { readonly type: 'unreachable'; readonly delivery: Delivery; readonly email: string }

/**
 * The notices of deliveries as they must be said now, or why they must not: rights and reasons may have changed since
 * the plan. A handful of queries for any number of deliveries.
 */
export async function prepareNotices(
  em: EntityManager,
  deps: { readonly clock: Clock; readonly links: StopLinks },
  deliveries: readonly Delivery[],
): Promise<Prepared[]> {
  const eventIds = [...new Set(deliveries.map((delivery) => delivery.eventId))]
  await letChangesLeave(em, eventIds)
  const events = byId(await em.find(EventSchema, { id: { $in: eventIds } }, { populate: ['structure'] }))
  const entryIds = deliveries.map((delivery) => delivery.entryId)
  const told = {
    $or: [{ id: { $in: entryIds } }, { eventId: { $in: eventIds }, type: { $in: [...changing] } }],
  }
  const entries = await em.find(EntrySchema, told, { orderBy: { rank: 'asc' } })
  const toTell = entries.filter((one) => entryIds.includes(one.id))
  const present = presenter([...toTell, ...(await loadAmendments(em, toTell))])
  const labels = await structureLabels(em, toTell)
  const recipients = await recipientsOf(em, deliveries)
  const agentIds = deliveries.flatMap((delivery) => delivery.agentId ?? [])
  const addressOf = await addressesOf(em, agentIds)
  const versions = await versionsTold(em, deliveries)
  const today = todayOf(deps.clock)
  const facts = new Map<number, PreparedFacts>()
  for (const [id, found] of await eventFacts(em, [...events.values()])) facts.set(id, prepareFacts(found))
  const reasonsOf = await liveReasons(em, deliveries, (eventId, query) => {
    const known = facts.get(eventId)
    const asked = readQuery(query)
    // A query that cannot be read says nothing.
    return known === undefined || asked === undefined || matches(asked, known, today)
  })

  return deliveries.map((delivery): Prepared => {
    const event = events.get(delivery.eventId)
    const entry = entries.find((one) => one.id === delivery.entryId)
    const recipient = recipients(delivery)
    const known = facts.get(delivery.eventId)
    if (event === undefined || entry === undefined || recipient === undefined || known === undefined)
      return { type: 'refused', delivery, why: 'unknown' }
    const reasons = reasonsOf(delivery)
    const own = entries.filter((one) => one.eventId === event.id)
    const why = isWithdrawn(event, entry, own)
      ? 'withdrawn'
      : decideRefusal(recipient, matches(rightsOf(recipient, event), known, today), reasons.length)
    if (why !== undefined) return { type: 'refused', delivery, why }
    const updates = own.filter((one) => one.type === 'updated' && !isUndone(one, own))
    const address = whereTo(recipient, delivery, addressOf)
    if (address === undefined)
      return {
        type: 'unreachable',
        delivery,
        email: recipient.to === 'agent' ? recipient.agent.email : '',
      }
    const audience = recipient.to === 'room' ? recipient.scope : alone
    const told = versions(delivery, viewFor(event, audience))
    const notice = decideNotice(deps.links, {
      delivery,
      event,
      entry,
      shown: present(entry),
      by: labels.get(entry.structureId) ?? '',
      reader: { name: nameOf(recipient).name, address },
      audience,
      reasons,
      told,
      updates,
    })
    return isToldBefore(entry, told, notice)
      ? { type: 'refused', delivery, why: 'told-before' }
      : { type: 'notice', delivery, notice }
  })
}

function readQuery(text: string): Query | undefined {
  try {
    return parseQuery(text, facets)
  } catch {
    return undefined
  }
}

const changing = ['updated', 'withdrawn', 'withdrawal'] as const

/** What was a mistake is not told any more, only that it was one. */
function isWithdrawn({ state }: Event, { rank }: Entry, own: readonly Entry[]): boolean {
  return state === 'withdrawn' && own.some((one) => one.type === 'withdrawn' && one.rank > rank)
}

function isUndone({ rank }: Entry, own: readonly Entry[]): boolean {
  return own.some(({ body }) => body.undone === true && body.of === rank)
}

/** An earlier notice said this change as well, for it left later: an empty one would ask to be acknowledged. */
function isToldBefore(
  { type, version }: Entry,
  told: number | undefined,
  { telling, reasons }: Notice,
): boolean {
  return (
    type === 'updated' &&
    (told ?? 0) >= version &&
    telling.type === 'changes' &&
    telling.changes.length === 0 &&
    reasons.every(({ reason }) => reason.type !== 'no-longer')
  )
}

function decideRefusal(recipient: Recipient, maySee: boolean, reasons: number): RefusalReason | undefined {
  if (recipient.to === 'agent' && !recipient.agent.active) return 'inactive'
  if (recipient.to === 'room' && isClosed(recipient.scope.room)) return 'closed'
  if (!maySee) return 'no-right'
  return reasons === 0 ? 'stopped' : undefined
}

/** Where it goes now: undefined when the agent has no account there any more. */
function whereTo(recipient: Recipient, delivery: Delivery, addressOf: AddressOf): string | undefined {
  switch (recipient.to) {
    case 'agent':
      return addressedBy[delivery.channel] === 'identity'
        ? addressOf(recipient.agent, delivery.channel)
        : (delivery.address ?? recipient.agent.email)
    case 'mailbox':
      return delivery.address ?? ''
    case 'room':
      return recipient.scope.room.address ?? ''
  }
}
