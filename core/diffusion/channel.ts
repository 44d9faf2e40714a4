import type { Notice, Reader } from './notice.ts'
import type { OutcomeCode } from './outcome.ts'

export const channelNames = ['console', 'email', 'matrix'] as const
export type ChannelName = (typeof channelNames)[number]

/** What a person's address on a channel is: his mail address, or the account that he linked (directory/identity.entity.ts). */
export const addressedBy = {
  console: 'email',
  email: 'email',
  matrix: 'identity',
} as const satisfies Record<ChannelName, 'email' | 'identity'>

/** Which task sends on a channel, how many deliveries a job carries, and which task sends its digests. */
export const sending = {
  // Few enough that a crash repeats little, enough to share the reading.
  console: { deliver: 'deliver', batch: 20, digest: 'digest' },
  email: { deliver: 'deliver', batch: 20, digest: 'digest' },
  // Each waits for its turn: its provider limits how fast one may speak.
  matrix: { deliver: 'deliver-matrix', batch: 1, digest: 'digest-matrix' },
} as const satisfies Record<ChannelName, object>

/**
 * What core asks of a channel. An implementation formats the notice (templates/) and hands it over.
 * Sending the same `key` again must not show: the channel recognises it (file name, Message-ID, transaction id).
 */
export interface Channel {
  readonly name: ChannelName
  /**
   * Throws what is worth another attempt (connection lost, 4xx of SMTP); returns `refused` for what is not.
   * @param key idempotency key: the id of the delivery or of the digest
   */
  send(key: string, address: string, message: Message): Promise<Outcome>
  /** Puts it in form without sending it: throws what `send` would throw for the message's own sake. Absent: unknown. */
  word?(message: Message): void
}

export type Message =
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'digest'; readonly digest: DigestNotice }
  /** What is left to say when a notice or a digest cannot be put in form. */
  | { readonly type: 'bare'; readonly reader: Reader; readonly events: readonly BareEvent[] }

export interface BareEvent {
  readonly number: string
  readonly title: string
}

export type Outcome =
  | { readonly state: 'delivered'; readonly receipt: string }
  | { readonly state: 'refused'; readonly why: OutcomeCode; readonly detail?: string }

/** Notices gathered for one person; the notices of one event stand together, oldest first. */
export interface DigestNotice {
  readonly reader: Reader
  readonly from: string
  readonly to: string
  readonly notices: readonly Notice[]
  /** Events with news that could not be put in form: they are named. */
  readonly leftOut?: readonly BareEvent[]
}
