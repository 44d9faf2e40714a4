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
}

/** What the bot says back: text in the small Markdown of templates/chat, and choices that a click may send. */
export interface ChatAnswer {
  readonly text: string
  readonly choices?: readonly string[]
}

/** Says something while a command is at work: every answer after the first follows it. */
export type Say = (answer: ChatAnswer) => Promise<void>
