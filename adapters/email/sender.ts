import { z } from 'zod'
import { cleanLine, unwritableIn } from '#core/clean-text.ts'

/** Who mails are from, or to. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

/** The addresses that browsers accept: no space, quote, comment or control character, hence nothing that could end a header. */
export const mailAddress = z.email({ pattern: z.regexes.html5Email }).max(254)

/** `Vigie <vigie@exemple.gouv.fr>`, or the address alone; undefined when it is none. */
export function readSender(written: string): Mailbox | undefined {
  if (unwritableIn(written, false) !== undefined) return undefined
  const { name = '', address = written } =
    /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/.exec(written.trim())?.groups ?? {}
  return mailAddress.safeParse(address).success ? { name: cleanLine(name), address } : undefined
}
