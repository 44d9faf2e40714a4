import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { fullName } from '../directory/agent.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { loadEvent } from '../events/load.ts'
import type { ChannelName } from './channel.ts'
import type { Pace } from './pace.ts'
import type { Exclusion, Recipient } from './plan.ts'
import type { Reason } from './reason.ts'
import { planFor } from './wishes.ts'

/** Who would receive the next entry of an event, and why ("portée"). */
export interface Reach {
  readonly total: number
  readonly recipients: readonly (Named & {
    readonly channel: ChannelName
    readonly pace: Pace
    readonly reasons: readonly Reason[]
  })[]
  /** Who has a reason but is not told. */
  readonly excluded: readonly (Named & { readonly why: Exclusion })[]
}

interface Named {
  readonly name: string
  readonly structure: string
}

/**
 * The reach of what the actor is about to say: the very plan that fan-out makes, on the event as it stands;
 * a draft is taken as if it were published now.
 * @throws Refusal event-not-found
 */
export async function reachOf(ctx: Context, input: { number: string }): Promise<Reach> {
  const em = ctx.store.read()
  const event = await loadEvent(em, ctx, input.number)
  const authorId = ctx.actor.type === 'agent' ? ctx.actor.agent.id : undefined
  const type = event.state === 'draft' ? 'published' : 'message'
  const plan = await planFor(em, ctx, event.state === 'draft' ? published(event, ctx) : event, {
    type,
    authorId,
  })
  return {
    total: plan.deliveries.length,
    recipients: plan.deliveries.map(({ recipient, channel, pace, reasons }) => ({
      ...named(recipient),
      channel,
      pace,
      reasons,
    })),
    excluded: plan.excluded.map(({ recipient, why }) => ({ ...named(recipient), why })),
  }
}

function published(event: Event, ctx: Context): Event {
  return { ...event, structure: event.structure, state: 'open', publishedAt: dateOf(ctx.clock.now()) }
}

function named(recipient: Recipient): Named {
  if (recipient.to === 'mailbox')
    return { name: recipient.structure.label, structure: recipient.structure.label }
  return { name: fullName(recipient.agent), structure: recipient.agent.structure.label }
}
