import { formatInstant } from '../words.ts'

/** A mail, ready for the adapter: the same information in the same order as HTML and as plain text. */
export interface Mail {
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Where a mail's links lead, for what has a page. */
export interface MailLinks {
  /** Address of an event's page; undefined when there is none. */
  readonly event?: (number: string) => string
  /** Address of a document of an event; undefined when there is none. */
  readonly document?: (number: string, id: number) => string
}

export interface Link {
  readonly url: string
  readonly text: string
}

/** `22 novembre 2026 à 8 h 05`, whose hour does not break over two lines. @param instant ISO 8601 */
export function moment(instant: string): string {
  return formatInstant(instant).replace(' h ', '\u00a0h\u00a0')
}
