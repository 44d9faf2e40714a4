/** Why a delivery was not made, or is not yet. Each has its words in templates/outcomes.ts. */
export const outcomeCodes = [
  'inactive',
  'no-right',
  'stopped',
  'unknown',
  'closed',
  'withdrawn',
  'told-before',
  'channel-off',
  'agent-not-found',
  'address-invalid',
  'address-unknown',
  'room-left',
  'room-forbidden',
  'too-large',
  /** The provider of the channel refused it in words of its own: `detail`. */
  'rejected',
  /** Attempts failed: `detail` says how the last one did. */
  'failed',
] as const
export type OutcomeCode = (typeof outcomeCodes)[number]

/**
 * What is known of a delivered notice. unseen: it waits for its reader; shown: his screen has shown it; read: his
 * client said that he read it; acknowledged: he said that he took note.
 */
export const receptions = ['unseen', 'shown', 'read', 'acknowledged'] as const
export type Reception = (typeof receptions)[number]

/** Null for what was not delivered: there is nothing to see. */
export function receptionOf(delivery: {
  readonly state: string
  readonly shownAt?: Date | null | undefined
  readonly readAt?: Date | null | undefined
  readonly acknowledgedAt?: Date | null | undefined
}): Reception | null {
  if (delivery.state !== 'delivered') return null
  if (delivery.acknowledgedAt) return 'acknowledged'
  if (delivery.readAt) return 'read'
  return delivery.shownAt ? 'shown' : 'unseen'
}
