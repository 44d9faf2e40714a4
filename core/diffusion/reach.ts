import { recordReading } from '../audit/record-reading.ts'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { EntryType } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { loadEvent } from '../events/load.ts'
import type { ChannelName } from './channel.ts'
import type { Pace } from './pace.ts'
import type { Exclusion } from './plan.ts'
import { nameOf, type RecipientName } from './recipients.ts'
import { isOwn, type ShownReason, shownReasons } from './shown-reason.ts'
import { planFor } from './wishes.ts'

/** Who would receive the next entry of an event, and why ("portée"). */
export interface Reach {
  readonly total: number
  readonly recipients: readonly (RecipientName & {
    readonly channel: ChannelName
    readonly pace: Pace
    readonly reasons: readonly ShownReason[]
    /** It is the actor's own, or his structure's. */
    readonly own: boolean
  })[]
  /** Who has a reason but is not told. */
  readonly excluded: readonly (RecipientName & { readonly why: Exclusion })[]
}

/**
 * The reach of what the actor is about to say: the very plan that fan-out makes, on the event as it stands;
 * a draft is taken as if it were published now.
 * @param input.type of the entry that is about to be written; absent: the publication of a draft, a message elsewhere
 * Recorded in the audit.
 * @throws Refusal event-not-found
 */
export async function reachOf(
  ctx: Context,
  input: { readonly number: string; readonly type?: EntryType },
): Promise<Reach> {
  const em = ctx.store.read()
  const event = await loadEvent(em, ctx, input.number)
  const authorId = ctx.actor.type === 'agent' ? ctx.actor.agent.id : undefined
  const { type = event.state === 'draft' ? 'published' : 'message' } = input
  const as = event.state === 'draft' && type === 'published' ? published(event, ctx) : event
  const from = type === 'reopened' && event.state === 'withdrawn' ? 'withdrawn' : undefined
  const plan = await planFor(em, ctx, as, { type, authorId, from })
  await recordReading(em, ctx, event, { action: 'reach' })
  return {
    total: plan.deliveries.length,
    recipients: plan.deliveries.map(({ recipient, channel, pace, reasons }) => ({
      ...nameOf(recipient),
      channel,
      pace,
      reasons: shownReasons(ctx.actor, recipient, reasons),
      own: isOwn(ctx.actor, recipient),
    })),
    excluded: plan.excluded.map(({ recipient, why }) => ({ ...nameOf(recipient), why })),
  }
}

function published(event: Event, ctx: Context): Event {
  return { ...event, structure: event.structure, state: 'open', publishedAt: dateOf(ctx.clock.now()) }
}
