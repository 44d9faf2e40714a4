import type { Place } from '../digests/calendar.ts'
import { nextWindow } from '../digests/window.ts'
import type { Agent } from '../directory/agent.entity.ts'
import type { Structure } from '../directory/structure.entity.ts'
import { type EntryType, entryTypes } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import type { Room } from '../rooms/room.entity.ts'
import type { StructureScope } from '../rooms/scope.ts'
import type { AddressOf } from './addresses.ts'
import type { ChannelName } from './channel.ts'
import { atOnce, type Pace } from './pace.ts'
import type { Reason } from './reason.ts'

/**
 * Whom an entry of each type is for: everyone who asked, those who follow the event, those who were told of it, or nobody
 * (seves.md 3.2).
 */
export const audiences = {
  opened: 'nobody',
  published: 'everyone',
  updated: 'everyone',
  closed: 'everyone',
  reopened: 'everyone',
  // Whoever was told of a mistake must learn that it was one; it is nobody else's business.
  withdrawn: 'told',
  linked: 'followers',
  message: 'everyone',
  note: 'nobody',
  'situation-report': 'everyone',
  document: 'everyone',
  // Who was told what is not so any more must learn it.
  correction: 'everyone',
  withdrawal: 'everyone',
  // Whoever was told of the document must know; so must who sent it (diffuse.ts).
  infected: 'everyone',
} as const satisfies Record<EntryType, AudienceName>
export type AudienceName = 'everyone' | 'told' | 'followers' | 'nobody'

/** Types of which everyone who asked is told. */
export const forEveryone = entryTypes.filter((type) => audiences[type] === 'everyone')

/** A draft, and what was withdrawn as one, is its structure's own business; what was withdrawn, of those who were told. */
export function audienceOf(
  { state, publishedAt }: Pick<Event, 'state' | 'publishedAt'>,
  type: EntryType,
): AudienceName {
  const audience = audiences[type]
  if (state === 'draft' || !publishedAt) return 'nobody'
  return audience === 'everyone' && state === 'withdrawn' ? 'told' : audience
}

/** One reason why somebody may have to be told, with the channel and pace that go with it. */
export type Wish =
  | {
      readonly to: 'agent'
      readonly agent: Agent
      readonly reason: Reason
      readonly channel: ChannelName
      readonly pace: Pace
    }
  | { readonly to: 'mailbox'; readonly structure: Structure; readonly reason: Reason }
  | { readonly to: 'room'; readonly scope: StructureScope; readonly reason: Reason; readonly pace: Pace }

export type Recipient =
  | { readonly to: 'agent'; readonly agent: Agent }
  | { readonly to: 'mailbox'; readonly structure: Structure }
  | { readonly to: 'room'; readonly scope: StructureScope }

export interface PlannedDelivery {
  readonly recipient: Recipient
  readonly channel: ChannelName
  readonly address: string
  readonly pace: Pace
  readonly dueAt: Temporal.Instant
  readonly reasons: readonly Reason[]
}

/** `closed`: a room that is nobody's any more, or that its provider has not made. */
export const exclusions = ['no-right', 'inactive', 'author', 'no-mailbox', 'closed'] as const
export type Exclusion = (typeof exclusions)[number]

export interface Plan {
  readonly deliveries: readonly PlannedDelivery[]
  readonly excluded: readonly { readonly recipient: Recipient; readonly why: Exclusion }[]
}

export interface PlanFacts {
  readonly wishes: readonly Wish[]
  /** Who acted: he is not told of his own act. */
  readonly authorId: number | undefined
  maySee(recipient: Recipient): boolean
  readonly mailboxOf: (structure: Structure) => string | undefined
  readonly addressOf: AddressOf
}

/**
 * One person or place, one delivery: the wishes for one recipient become one, with all their reasons,
 * on the channel and at the pace of the soonest. On a channel where an agent has no account he is told by mail:
 * a lost notice does harm.
 */
export function decidePlan(facts: PlanFacts, now: Temporal.Instant): Plan {
  const deliveries: PlannedDelivery[] = []
  const excluded: { recipient: Recipient; why: Exclusion }[] = []
  for (const wishes of byRecipient(facts.wishes).values()) {
    const [first] = wishes
    if (first === undefined) continue
    const recipient = recipientOf(first)
    const why = decideExclusion(facts, recipient)
    if (why === undefined)
      deliveries.push({
        recipient,
        ...soonest(facts, wishes, now),
        reasons: wishes.map((wish) => wish.reason),
      })
    else excluded.push({ recipient, why })
  }
  return { deliveries, excluded }
}

function recipientOf(wish: Wish): Recipient {
  switch (wish.to) {
    case 'agent':
      return { to: 'agent', agent: wish.agent }
    case 'mailbox':
      return { to: 'mailbox', structure: wish.structure }
    case 'room':
      return { to: 'room', scope: wish.scope }
  }
}

function byRecipient(wishes: readonly Wish[]): Map<string, Wish[]> {
  return Map.groupBy(wishes, (wish) => keyOf(wish))
}

/** Names a recipient among others. */
export function keyOf(recipient: Recipient): string {
  switch (recipient.to) {
    case 'agent':
      return `agent:${recipient.agent.id}`
    case 'mailbox':
      return `structure:${recipient.structure.id}`
    case 'room':
      return `room:${recipient.scope.room.id}`
  }
}

function decideExclusion(facts: PlanFacts, recipient: Recipient): Exclusion | undefined {
  switch (recipient.to) {
    case 'agent':
      if (!recipient.agent.active) return 'inactive'
      if (recipient.agent.id === facts.authorId) return 'author'
      break
    case 'mailbox':
      if (facts.mailboxOf(recipient.structure) === undefined) return 'no-mailbox'
      break
    case 'room':
      if (isClosed(recipient.scope.room)) return 'closed'
  }
  return facts.maySee(recipient) ? undefined : 'no-right'
}

/** Nothing can be told there: it is nobody's, or not made. */
export function isClosed(room: Pick<Room, 'closedAt' | 'address'>): boolean {
  return (room.closedAt ?? null) !== null || (room.address ?? null) === null
}

type Offer = Pick<PlannedDelivery, 'channel' | 'address' | 'pace' | 'dueAt'>

function soonest(facts: PlanFacts, wishes: readonly Wish[], now: Temporal.Instant): Offer {
  return wishes
    .map((wish) => offerOf(facts, wish, now))
    .reduce((best, offer) => (Temporal.Instant.compare(offer.dueAt, best.dueAt) < 0 ? offer : best))
}

function offerOf(facts: PlanFacts, wish: Wish, now: Temporal.Instant): Offer {
  switch (wish.to) {
    case 'agent': {
      const { agent, pace } = wish
      const address = facts.addressOf(agent, wish.channel)
      const way =
        address === undefined
          ? { channel: 'email' as const, address: agent.email }
          : { channel: wish.channel, address }
      return { ...way, pace, dueAt: nextWindow(pace, now, placeOf(agent.structure)) }
    }
    case 'mailbox':
      return {
        channel: 'email',
        address: facts.mailboxOf(wish.structure) ?? '',
        pace: atOnce,
        dueAt: now,
      }
    case 'room': {
      const { room, structure } = wish.scope
      const dueAt = nextWindow(wish.pace, now, placeOf(structure))
      return { channel: room.provider, address: room.address ?? '', pace: wish.pace, dueAt }
    }
  }
}

function placeOf({ zone, dept }: Structure): Place {
  return dept === null || dept === undefined ? { zone } : { zone, dept }
}
