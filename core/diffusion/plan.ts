import { nextWindow } from '../digests/window.ts'
import type { Agent } from '../directory/agent.entity.ts'
import type { Structure } from '../directory/structure.entity.ts'
import type { EntryType } from '../events/entry.entity.ts'
import type { ChannelName } from './channel.ts'
import { atOnce, type Pace } from './pace.ts'
import type { Reason } from './reason.ts'

/** Whom an entry of each type is for: everyone who asked, those who follow the event, or nobody (seves.md 3.2). */
export const audiences = {
  opened: 'nobody',
  published: 'everyone',
  updated: 'everyone',
  closed: 'everyone',
  reopened: 'everyone',
  linked: 'followers',
  message: 'everyone',
  note: 'nobody',
  'situation-report': 'everyone',
} as const satisfies Record<EntryType, 'everyone' | 'followers' | 'nobody'>

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

export type Recipient =
  | { readonly to: 'agent'; readonly agent: Agent }
  | { readonly to: 'mailbox'; readonly structure: Structure }

export interface PlannedDelivery {
  readonly recipient: Recipient
  readonly channel: ChannelName
  readonly pace: Pace
  readonly dueAt: Temporal.Instant
  readonly reasons: readonly Reason[]
}

export type Exclusion = 'no-right' | 'inactive' | 'author' | 'no-mailbox'

export interface Plan {
  readonly deliveries: readonly PlannedDelivery[]
  readonly excluded: readonly { readonly recipient: Recipient; readonly why: Exclusion }[]
}

export interface PlanFacts {
  readonly wishes: readonly Wish[]
  /** Who acted: he is not told of his own act. */
  readonly authorId: number | undefined
  maySee(recipient: Recipient): boolean
  hasMailbox(structure: Structure): boolean
}

/**
 * One person, one delivery: the wishes for one recipient become one, with all their reasons,
 * on the channel and at the pace of the soonest.
 */
export function decidePlan(facts: PlanFacts, now: Temporal.Instant): Plan {
  const deliveries: PlannedDelivery[] = []
  const excluded: { recipient: Recipient; why: Exclusion }[] = []
  for (const wishes of byRecipient(facts.wishes).values()) {
    const [first] = wishes
    if (first === undefined) continue
    const recipient: Recipient =
      first.to === 'agent'
        ? { to: 'agent', agent: first.agent }
        : { to: 'mailbox', structure: first.structure }
    const why = decideExclusion(facts, recipient)
    if (why === undefined)
      deliveries.push({ recipient, ...soonest(wishes, now), reasons: wishes.map((wish) => wish.reason) })
    else excluded.push({ recipient, why })
  }
  return { deliveries, excluded }
}

function byRecipient(wishes: readonly Wish[]): Map<string, Wish[]> {
  return Map.groupBy(wishes, (wish) =>
    wish.to === 'agent' ? `agent:${wish.agent.id}` : `structure:${wish.structure.id}`,
  )
}

function decideExclusion(facts: PlanFacts, recipient: Recipient): Exclusion | undefined {
  if (recipient.to === 'agent') {
    if (!recipient.agent.active) return 'inactive'
    if (recipient.agent.id === facts.authorId) return 'author'
  } else if (!facts.hasMailbox(recipient.structure)) return 'no-mailbox'
  return facts.maySee(recipient) ? undefined : 'no-right'
}

function soonest(wishes: readonly Wish[], now: Temporal.Instant) {
  const offers = wishes.map((wish) => {
    if (wish.to === 'mailbox') return { channel: 'email' as const, pace: atOnce, dueAt: now }
    const { zone, dept } = wish.agent.structure
    const dueAt = nextWindow(wish.pace, now, dept === null || dept === undefined ? { zone } : { zone, dept })
    return { channel: wish.channel, pace: wish.pace, dueAt }
  })
  return offers.reduce((best, offer) =>
    Temporal.Instant.compare(offer.dueAt, best.dueAt) < 0 ? offer : best,
  )
}
