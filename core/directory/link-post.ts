import type { Outcome } from '../diffusion/channel.ts'

/** The mail that brings a code. */
export interface LinkCodeLetter {
  /** The agent's name. */
  readonly name: string
  readonly code: string
  /** The chat address that asked. */
  readonly address: string
  /** How long the code is still good for. */
  readonly minutes: number
}

/** The mail that tells an agent that an account now speaks for him. */
export interface LinkedLetter {
  readonly name: string
  readonly address: string
  /** The account that spoke for him until then. */
  readonly replaced: string | undefined
  /** ISO 8601. */
  readonly at: string
}

/** What linking asks of the mail. As a channel: throws what is worth another attempt. */
export interface LinkPost {
  sendLinkCode(key: string, to: string, letter: LinkCodeLetter): Promise<Outcome>
  sendLinked(key: string, to: string, letter: LinkedLetter): Promise<Outcome>
}
