import { z } from 'zod'
import { cleanLine } from '#core/clean-text.ts'
import { type Incoming, type IncomingFile, type MessageContent, memberships } from './incoming-event.ts'
import { matrixId } from './matrix-id.ts'

/** A room's event, decrypted if it was encrypted. */
export interface PlainEvent {
  readonly room: string
  readonly id: string
  readonly type: string
  readonly sender: string
  /** ms since 1970. */
  readonly at: number
  readonly content: unknown
  /** Relations stay outside of what is encrypted. */
  readonly relation?: unknown
  readonly stateKey?: string
  /** Where older room versions say what is redacted. */
  readonly redacts?: string
  readonly before?: unknown
}

const relation = z.object({
  rel_type: z.string().optional(),
  event_id: matrixId.optional(),
  key: z.string().optional(),
  is_falling_back: z.boolean().optional(),
  'm.in_reply_to': z.object({ event_id: matrixId }).optional(),
})

const sealedFile = z.object({
  url: z.string(),
  key: z.object({ k: z.string() }),
  iv: z.string(),
  hashes: z.object({ sha256: z.string() }),
})

const message = z.object({
  msgtype: z.string(),
  body: z.string(),
  format: z.string().optional(),
  formatted_body: z.string().optional(),
  filename: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  file: sealedFile.optional().catch(undefined),
  info: z
    .object({
      mimetype: z.string().optional().catch(undefined),
      size: z.number().int().nonnegative().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  'm.mentions': z
    // What is no id calls nobody, and keeps nobody else from being called.
    .object({ user_ids: z.array(z.string().catch('')).optional() })
    .optional()
    .catch(undefined),
})

const membership = z.object({
  membership: z.enum(memberships),
  displayname: z.string().nullish().catch(undefined),
})
const memberBefore = z.object({ membership: z.string() })
const tombstone = z.object({ replacement_room: matrixId })
const redaction = z.object({
  redacts: matrixId.optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
})

/** What an event means for the bot; undefined when nothing, as for kinds that it does not know and its own messages. */
export function decideIncoming(event: PlainEvent, me: string): Incoming | undefined {
  const { room, id, sender } = event
  const said = { room, id, sender, at: Temporal.Instant.fromEpochMilliseconds(event.at) }
  if (event.type === 'm.room.member') return memberChange(event, said.at)
  if (sender === me) return undefined
  if (event.type === 'm.room.power_levels') return { type: 'powers', ...said }
  if (event.type === 'm.room.tombstone') {
    const read = tombstone.safeParse(event.content)
    return read.success ? { type: 'tombstone', ...said, replacement: read.data.replacement_room } : undefined
  }
  if (event.type === 'm.room.redaction') {
    const { redacts, reason } = redaction.safeParse(event.content).data ?? {}
    const of = event.redacts ?? redacts
    return of === undefined
      ? undefined
      : { type: 'redaction', ...said, of, ...(reason === undefined ? {} : { reason }) }
  }
  const related = relation.safeParse(event.relation).data ?? {}
  if (event.type === 'm.reaction') {
    const { event_id: of, key } = related
    return of === undefined || key === undefined ? undefined : { type: 'reaction', ...said, of, key }
  }
  if (event.type !== 'm.room.message' && event.type !== 'm.sticker') return undefined
  if (related.rel_type === 'm.replace' && related.event_id !== undefined) {
    const content = editedContent(event.content)
    return content === undefined ? undefined : { type: 'edit', ...said, ...content, of: related.event_id }
  }
  const threaded = related.rel_type === 'm.thread' ? related.event_id : undefined
  // In a thread, the message replied to may only be there for clients that know no threads.
  const replyTo =
    threaded !== undefined && related.is_falling_back === true
      ? undefined
      : related['m.in_reply_to']?.event_id
  const content = messageContent(event.content, related['m.in_reply_to'] === undefined ? 'no' : 'yes')
  if (content === undefined) return undefined
  return {
    type: 'message',
    ...said,
    ...content,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(threaded === undefined ? {} : { thread: threaded }),
  }
}

function memberChange(event: PlainEvent, at: Temporal.Instant): Incoming | undefined {
  const read = membership.safeParse(event.content)
  if (!read.success || event.stateKey === undefined) return undefined
  const before = memberBefore.safeParse(event.before).data?.membership
  const { membership: now, displayname } = read.data
  return {
    type: 'member',
    room: event.room,
    id: event.id,
    at,
    user: event.stateKey,
    membership: now,
    by: event.sender,
    ...(before === undefined ? {} : { before }),
    ...(displayname === undefined || displayname === null ? {} : { displayName: displayname }),
  }
}

/** What a message says after an edit. An edit does not say whether the message is a reply; some clients quote in it all the same. */
export function editedContent(content: unknown): MessageContent | undefined {
  const edited = z.object({ 'm.new_content': z.unknown() }).safeParse(content).data?.['m.new_content']
  return messageContent(edited, 'unsaid')
}

function messageContent(content: unknown, reply: 'yes' | 'no' | 'unsaid'): MessageContent | undefined {
  const read = message.safeParse(content)
  if (!read.success) return undefined
  const { msgtype, format, formatted_body: html } = read.data
  const file = fileOf(read.data)
  // Older clients put the file's name where newer ones put a caption.
  const caption =
    file === undefined || (read.data.filename !== undefined && read.data.filename !== read.data.body)
  const formatted = caption && format === 'org.matrix.custom.html' ? html : undefined
  const own = formatted === undefined ? undefined : withoutReply(formatted)
  // Who quotes in HTML says so there; a plain text quotes where its form alone can say it.
  const quotes =
    own === formatted ? reply === 'yes' || (reply === 'unsaid' && html === undefined) : reply !== 'no'
  return {
    msgtype,
    body: caption ? (quotes ? withoutQuote(read.data.body, own !== formatted) : read.data.body) : '',
    mentions: [...new Set([...(read.data['m.mentions']?.user_ids ?? []), ...pillsOf(own)])].filter(
      (id) => id !== '',
    ),
    ...(formatted === undefined ? {} : { formatted }),
    ...(file === undefined ? {} : { file }),
  }
}

const filed = new Set(['m.file', 'm.image', 'm.video', 'm.audio'])

function fileOf(content: z.output<typeof message>): IncomingFile | undefined {
  if (!filed.has(content.msgtype)) return undefined
  const url = content.file?.url ?? content.url
  if (url === undefined) return undefined
  const { size, mimetype } = content.info ?? {}
  return {
    name: cleanLine(content.filename ?? content.body),
    mediaType: mimetype ?? 'application/octet-stream',
    url,
    ...(size === undefined ? {} : { size }),
    ...(content.file === undefined
      ? {}
      : { sealed: { key: content.file.key.k, iv: content.file.iv, sha256: content.file.hashes.sha256 } }),
  }
}

/**
 * Older clients repeat the message they answer, as lines that begin with `>`, its author first (`> <@bob:a>`, `> * <@bob:a>`
 * for an emote), and an empty line. Lines that begin so and are not that are the sender's own.
 * @param sure the HTML has the quotation too
 */
function withoutQuote(body: string, sure: boolean): string {
  if (!/^> (?:\* )?<@[^\s<>:]{1,255}:[^\s<>]{1,255}>/.test(body)) return body
  const lines = body.split(/\r\n|\n/)
  const end = lines.findIndex((line) => !line.startsWith('>'))
  if (end === -1) return sure ? '' : body
  if (lines[end] !== '') return sure ? lines.slice(end).join('\n') : body
  return lines.slice(end + 1).join('\n')
}

/** HTML without the message that it answers. */
function withoutReply(html: string): string {
  const start = html.indexOf('<mx-reply>')
  const end = html.lastIndexOf('</mx-reply>')
  return start === -1 || end < start ? html : html.slice(0, start) + html.slice(end + '</mx-reply>'.length)
}

/** People are also called by links to them, which older clients write and no mention accompanies. */
function pillsOf(html: string | undefined): string[] {
  if (html === undefined) return []
  return [
    ...html.matchAll(/href=["'](?:https?:\/\/matrix\.to\/#\/(@[^"'?/]+|%40[^"'?/]+)|matrix:u\/([^"'?/]+))/gi),
  ].map(([, id, user]) => decode(id ?? `@${user ?? ''}`))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
