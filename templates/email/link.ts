import { joinText } from './text.ts'

/** Everything that a mail about the link of a chat account says, in words: both link-code.ts and linked.ts make one. */
export interface LinkMail {
  readonly subject: string
  readonly brand: string
  readonly title: string
  readonly before: readonly string[]
  /** The code as it is shown; empty when there is none. */
  readonly code: string
  readonly after: readonly string[]
  /** What to do when the reader did not ask for this. */
  readonly warning: { readonly title: string; readonly lines: readonly string[] }
  readonly footer: readonly string[]
}

/** The twin of link.mjml. */
export function linkText({ brand, title, before, code, after, warning, footer }: LinkMail): string {
  return joinText([
    `Vigie ${brand}`,
    title,
    ...before,
    code,
    ...after,
    [warning.title, ...warning.lines].join('\n'),
    ['--', ...footer].join('\n'),
  ])
}
