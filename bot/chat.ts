import type { ChannelName } from '#core/diffusion/channel.ts'

/** What a person wrote in a chat, as every chat adapter hands it to `hear` (bot/hear.ts). */
export interface ChatMessage {
  readonly provider: ChannelName
  /** The person's address at the provider: mail address on the console, later a Matrix or Slack user id. */
  readonly from: string
  /** Where it was said; answers go there. */
  readonly room: string
  readonly text: string
  /** Stable: the same message heard twice has the same id. */
  readonly id: string
  /** `private`: only this person reads the answers. Absent: private, as on the console. */
  readonly audience?: 'private' | 'room'
  /** Another terminal of the same person's, whose questions are not seen in the first: a number from 2. Absent: there is one. */
  readonly seat?: number
  /** The person may administer the room (power level of the room's settings). Absent: no. */
  readonly power?: boolean
  /** The room is not encrypted. Absent: it is, or the chat knows no such thing. */
  readonly clear?: true
  /** The message that this one answers, reacts to, or whose thread it stands in. */
  readonly about?: string
  /** Number of the event whose card or thread `about` belongs to. */
  readonly event?: string
  /** It calls the bot by its name: it is for the bot even where it answers a card. */
  readonly named?: boolean
  /** A reaction to a question of the bot's, said in `text` by what it stands for: the `turn` of that answer. */
  readonly turn?: string
  readonly files?: readonly ChatFile[]
}

/** A file that came with a message, already fetched, decrypted and bounded in size by the adapter. */
export interface ChatFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** A message that another one is about, fetched by the adapter from where it was said. */
export interface QuotedMessage {
  readonly id: string
  /** Address at the provider, and the name it is shown under there. */
  readonly from: string
  readonly name: string
  readonly text: string
  /** ISO 8601 instant. */
  readonly at: string
  readonly files: readonly ChatFile[]
}

/** Undefined when it is gone or cannot be read. */
export type FetchMessage = (room: string, id: string) => Promise<QuotedMessage | undefined>

/** What the bot says back: text in the small Markdown of templates/chat, and choices that a click may send. */
export interface ChatAnswer {
  readonly text: string
  readonly choices?: readonly string[]
  /** Where it is said: `private` when the room's other readers may not read it. Absent: where the question was. */
  readonly where?: 'here' | 'private'
  /** What a reaction to this answer says, in words that make sense by themselves or within `turn`. */
  readonly reactions?: { readonly confirm?: string; readonly cancel?: string }
  /** Set when it asks something: a reaction hands it back, and is told when it comes too late or from somebody else. */
  readonly turn?: string
  /** Number of the event that it is about: chats with threads put it there. */
  readonly about?: string
  /** It is the whole record of `about`: chats with live cards show it as one. */
  readonly card?: boolean
  /** Nothing was done: the same message, corrected, may be heard anew. */
  readonly undone?: true
  /** Nothing to say, only a sign that it was done. */
  readonly sign?: 'done'
}

/** Says something while a command is at work: every answer after the first follows it. */
export type Say = (answer: ChatAnswer) => Promise<void>
