import { z } from 'zod'

/** An event of a room's history, decrypted where that could be done. */
export interface SeenEvent {
  readonly id: string
  readonly type: string
  readonly sender: string
  /** Milliseconds since 1970, by the server. */
  readonly at: number
  readonly content: unknown
  readonly redacted: boolean
  readonly undecryptable: boolean
  /** Undecryptable because it was sent before we were in the room: not for us. */
  readonly beforeJoining: boolean
  /** The library's code for what keeps it from being read. */
  readonly why?: string
}

export interface Reaction {
  readonly id: string
  readonly key: string
  readonly sender: string
}

export interface SeenMessage {
  readonly id: string
  readonly sender: string
  readonly at: number
  readonly msgtype: string
  readonly body: string
  readonly html?: string
  /** The message it answers by name; not the one that only marks its place in a thread. */
  readonly replyTo?: string
  /** The first message of its thread. */
  readonly thread?: string
  /** The message that it edits. */
  readonly replaces?: string
  /** Whether an edit was applied. */
  readonly edited: boolean
  /** User ids, and `@room` for everybody. */
  readonly mentions: readonly string[]
  readonly reactions: readonly Reaction[]
  readonly redacted: boolean
  readonly undecryptable: boolean
  /** Undecryptable because it was sent before we were in the room: not for us. */
  readonly beforeJoining: boolean
  /** The library's code for what keeps it from being read. */
  readonly why?: string
  readonly content: Content
}

export type Content = Readonly<Record<string, unknown>>

const textShape = z.looseObject({
  msgtype: z.string().catch(''),
  body: z.string().catch(''),
  formatted_body: z.string().optional().catch(undefined),
  'm.mentions': z
    .object({ user_ids: z.array(z.string()).default([]), room: z.boolean().default(false) })
    .optional()
    .catch(undefined),
})

const relationShape = z.looseObject({
  rel_type: z.string().optional(),
  event_id: z.string().optional(),
  key: z.string().optional(),
  is_falling_back: z.boolean().optional(),
  'm.in_reply_to': z.object({ event_id: z.string() }).optional(),
})

/** Every message ever sent to a room, edits as messages of their own, in the order of its history. */
export function messagesOf(events: readonly SeenEvent[]): SeenMessage[] {
  const reactions = events
    .filter((event) => event.type === 'm.reaction' && !event.redacted)
    .map((event) => ({ event, relation: relationOf(event.content) }))
  return events.filter(isMessage).map((event) => {
    const relation = relationOf(event.content)
    const replyTo = relation['m.in_reply_to']?.event_id
    return {
      id: event.id,
      sender: event.sender,
      at: event.at,
      ...written(event.content),
      ...(replyTo !== undefined && relation.is_falling_back !== true ? { replyTo } : {}),
      ...(relation.rel_type === 'm.thread' ? optional('thread', relation.event_id) : {}),
      ...(relation.rel_type === 'm.replace' ? optional('replaces', relation.event_id) : {}),
      edited: false,
      reactions: reactions
        .filter(({ relation }) => relation.event_id === event.id)
        .map(({ event, relation }) => ({ id: event.id, key: relation.key ?? '', sender: event.sender })),
      redacted: event.redacted,
      undecryptable: event.undecryptable,
      beforeJoining: event.beforeJoining,
      ...(event.why === undefined ? {} : { why: event.why }),
    }
  })
}

/** What a client shows of them: edits applied, redacted messages gone. */
export function shownOf(messages: readonly SeenMessage[]): SeenMessage[] {
  return messages
    .filter((message) => message.replaces === undefined && !message.redacted)
    .map((message) => {
      const last = messages
        .filter((edit) => edit.replaces === message.id && edit.sender === message.sender)
        .filter((edit) => !edit.redacted && !edit.undecryptable)
        .toSorted((one, other) => one.at - other.at)
        .at(-1)
      if (last === undefined) return message
      const { html: _, ...rest } = message
      return { ...rest, ...written(last.content['m.new_content']), edited: true }
    })
}

/** The last 40, for people who read why a test failed. */
export function printMessages(messages: readonly SeenMessage[]): string {
  if (messages.length === 0) return '(nothing)'
  return messages
    .slice(-40)
    .map((message) => {
      const body = message.undecryptable ? `(undecryptable: ${message.why ?? '?'})` : message.body
      const place = message.thread === undefined ? '' : ` [thread ${message.thread}]`
      const marks = message.reactions.map((reaction) => ` ${reaction.key}`).join('')
      return `${message.id} ${message.sender}${place}${message.edited ? ' (edited)' : ''}: ${body}${marks}`
    })
    .join('\n')
}

function isMessage(event: SeenEvent): boolean {
  // What was encrypted and is redacted does not tell its type any more.
  return event.undecryptable || event.type === 'm.room.message' || event.type === 'm.room.encrypted'
}

function relationOf(content: unknown): z.infer<typeof relationShape> {
  const relates = z.object({ 'm.relates_to': relationShape }).safeParse(content)
  return relates.success ? relates.data['m.relates_to'] : {}
}

function written(content: unknown) {
  const text = textShape.parse(content ?? {})
  const mentions = text['m.mentions']
  return {
    msgtype: text.msgtype,
    body: text.body,
    ...optional('html', text.formatted_body),
    mentions: [...(mentions?.user_ids ?? []), ...(mentions?.room === true ? ['@room'] : [])],
    content: text,
  }
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  const found: { [P in K]?: string } = {}
  if (value !== undefined) found[key] = value
  return found
}
