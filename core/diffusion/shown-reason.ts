import type { Actor } from '../context.ts'
import type { Recipient } from './plan.ts'
import type { Reason } from './reason.ts'

/** A reason as somebody may know it. A subscription of another matches or matched: its words are his own affair. */
export type ShownReason = Reason | { readonly type: 'matching' } | { readonly type: 'matched' }

/** Whether what is told is told to him: to himself, to the mailbox or in the room of his structure. */
export function isOwn(actor: Actor, recipient: Recipient | undefined): boolean {
  if (actor.type === 'system' || recipient === undefined) return false
  const { agent } = actor
  switch (recipient.to) {
    case 'agent':
      return recipient.agent.id === agent.id
    case 'mailbox':
      return recipient.structure.id === agent.structure.id
    case 'room':
      return recipient.scope.structure.id === agent.structure.id
  }
}

/** What others ask to be told of is shown to central agents and the operator only. */
export function shownReasons(
  actor: Actor,
  recipient: Recipient | undefined,
  reasons: readonly Reason[],
): ShownReason[] {
  const whole =
    actor.type === 'system' || actor.agent.structure.level === 'central' || isOwn(actor, recipient)
  if (whole) return [...reasons]
  const shown = reasons.map(withoutQuery)
  const once = (one: ShownReason, at: number) => shown.findIndex(({ type }) => type === one.type) === at
  return shown.filter((one, at) => (one.type === 'matching' || one.type === 'matched' ? once(one, at) : true))
}

function withoutQuery(reason: Reason): ShownReason {
  if (reason.type === 'subscription') return { type: 'matching' }
  if (reason.type === 'no-longer' && reason.of.type === 'subscription') return { type: 'matched' }
  return reason
}

/** Where somebody is told is known to himself and to the operator. */
export function shownAddress(
  actor: Actor,
  recipient: Recipient | undefined,
  address: string | null,
): string | null {
  return actor.type === 'system' || isOwn(actor, recipient) ? address : null
}
