import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { Outcome } from '#core/diffusion/channel.ts'
import { startOf } from '#core/query/cut.ts'
import { compose } from './compose.ts'
import type { Post } from './email.ts'

/** In milliseconds. */
export interface SmtpTimeouts {
  readonly connection?: number
  /** Silence of the server after which an attempt is given up. */
  readonly silence?: number
}

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…` */
  readonly url: string
  /** Letters may leave without TLS when the server offers none; else `smtp://` asks for STARTTLS before anything is said. */
  readonly plain: boolean
  readonly timeouts?: SmtpTimeouts
}

/** Sends letters over SMTP, on at most five connections that stay open. */
export function smtpPost({ url, plain, timeouts = {} }: SmtpOptions): Post {
  const pool = createTransport({
    url,
    pool: true,
    requireTLS: !plain,
    maxConnections: 5,
    maxMessages: Number.POSITIVE_INFINITY,
    // The job queue repeats, with its own patience: a repeat in here would not be counted as an attempt.
    maxRequeues: 0,
    connectionTimeout: timeouts.connection ?? 10_000,
    greetingTimeout: timeouts.connection ?? 10_000,
    socketTimeout: timeouts.silence ?? 60_000,
  })
  return {
    close: () => pool.close(),
    check: () =>
      pool.verify().then(
        () => ({ state: 'ready' }),
        (error: unknown) =>
          isWithoutTls(error)
            ? { state: 'no-tls' }
            : { state: 'refused', detail: withoutSecrets(describe(error), url) },
      ),
    put: async (letter) => {
      try {
        await pool.sendMail(compose(letter))
        return { state: 'delivered', receipt: letter.messageId }
      } catch (error) {
        const refused = refusalOf(error)
        if (refused !== undefined) return refused
        const remedy = isWithoutTls(error) ? ' (SMTP_ALLOW_PLAIN=oui would send without TLS)' : ''
        throw new Error(`SMTP ${withoutSecrets(url)}: ${withoutSecrets(describe(error), url)}${remedy}`)
      }
    },
  }
}

/** nodemailer's code for a server that does no STARTTLS where it is required. */
function isWithoutTls(error: unknown): boolean {
  return z.object({ code: z.literal('ETLS') }).safeParse(error).success
}

const smtpError = z.object({ responseCode: z.int(), response: z.string(), command: z.string() })
/** Replies that are about the session or the account, not about this letter. */
const sessionReplies = [503, 530, 534, 535, 538]

/** A 5xx to the recipient or to the message is for good; the server's words are kept for the proof. */
function refusalOf(error: unknown): Outcome | undefined {
  const parsed = smtpError.safeParse(error)
  if (!parsed.success) return undefined
  const { responseCode, response, command } = parsed.data
  const final = responseCode >= 500 && responseCode < 600 && !sessionReplies.includes(responseCode)
  if (!final || !['RCPT TO', 'DATA'].includes(command)) return undefined
  return { state: 'refused', why: 'rejected', detail: startOf(response.replace(/[\s\p{Cc}]+/gu, ' '), 200) }
}

function describe(error: unknown): string {
  const { code = '', message = String(error) } = z
    .object({ code: z.string().optional(), message: z.string() })
    .catch({ message: String(error) })
    .parse(error)
  return `${code} ${message}`.trim()
}

/** The text without the user and the password of the address, written or encoded. */
function withoutSecrets(text: string, url = text): string {
  if (!URL.canParse(url)) return 'address unreadable'
  const { username, password } = new URL(url)
  const secrets = [username, password].flatMap((secret) => [secret, decoded(secret)])
  return secrets
    .filter((secret) => secret !== '')
    .reduce((kept, secret) => kept.replaceAll(secret, '***'), text)
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret)
  } catch {
    return secret
  }
}
