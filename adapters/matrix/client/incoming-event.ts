interface InRoom {
  /** Room id. */
  readonly room: string
}

/** An event of a room, by its id: handed over at least once, so that whoever acts on it remembers the id. */
interface Said extends InRoom {
  readonly id: string
  readonly sender: string
  /** As the sender's server dates it. */
  readonly at: Temporal.Instant
}

/** Where the bytes of a file are, and how they are read. Kept as it came: `download` takes it. */
export interface IncomingFile {
  readonly name: string
  readonly mediaType: string
  /** Bytes, as the sender announces it. */
  readonly size?: number
  /** `mxc://…` */
  readonly url: string
  /** Present when the file itself is encrypted. */
  readonly sealed?: { readonly key: string; readonly iv: string; readonly sha256: string }
}

export interface MessageContent {
  /** What was written; empty for a file without a caption. Without the quotation of the message it replies to. */
  readonly body: string
  /** HTML of the sender's. */
  readonly formatted?: string
  readonly msgtype: string
  /** Users who are called, by mention or by a link to them. */
  readonly mentions: readonly string[]
  readonly file?: IncomingFile
}

export type Incoming =
  | (Said &
      MessageContent & {
        readonly type: 'message'
        /** Id of the message that it answers. */
        readonly replyTo?: string
        /** Id of the root of the thread that it stands in. */
        readonly thread?: string
      })
  /** `of` is not verified to be the same sender's: whoever acts on it looks. */
  | (Said & MessageContent & { readonly type: 'edit'; readonly of: string })
  | (Said & { readonly type: 'redaction'; readonly of: string; readonly reason?: string })
  | (Said & { readonly type: 'reaction'; readonly of: string; readonly key: string })
  | (InRoom & {
      readonly type: 'member'
      readonly id: string
      readonly at: Temporal.Instant
      readonly user: string
      readonly membership: Membership
      readonly before?: string
      readonly by: string
      readonly displayName?: string
    })
  | (Said & { readonly type: 'powers' })
  | (Said & { readonly type: 'tombstone'; readonly replacement: string })
  /** The bot is invited. */
  | (InRoom & {
      readonly type: 'invite'
      readonly by: string
      readonly direct: boolean
      readonly replaces?: string
    })
  | (InRoom & {
      readonly type: 'receipt'
      readonly user: string
      readonly eventId: string
      readonly at: Temporal.Instant
      readonly thread?: string
    })
  /** Its key has not come. When it comes later, the event is handed over again as what it is, under the same id. */
  | (Said & { readonly type: 'undecryptable' })

export type Membership = 'join' | 'leave' | 'invite' | 'ban' | 'knock'
export const memberships = [
  'join',
  'leave',
  'invite',
  'ban',
  'knock',
] as const satisfies readonly Membership[]
