import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a stop link ends: one follow, or one subscription, of one agent. */
export const stopTargetSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('follow'), agentId: z.int(), eventId: z.int() }),
  z.strictObject({ type: z.literal('subscription'), agentId: z.int(), id: z.int() }),
])
export type StopTarget = z.infer<typeof stopTargetSchema>

/** The link of a mail that says that its reader took note of one delivery. */
const acknowledgeTargetSchema = z.strictObject({ type: z.literal('acknowledge'), delivery: z.uuid() })
const linkTargetSchema = z.union([stopTargetSchema, acknowledgeTargetSchema])
export type LinkTarget = z.infer<typeof linkTargetSchema>

const paths = {
  follow: '/arret',
  subscription: '/arret',
  acknowledge: '/accuse',
} as const satisfies Record<LinkTarget['type'], string>

/** Signed links that stop exactly one reason or acknowledge one delivery, without signing in; they do not expire, as RFC 8058 wants. */
export interface StopLinks {
  /** Undefined when the installation has no public address. */
  write(target: LinkTarget): string | undefined
  /** Undefined when the token is not one of ours. */
  read(token: string): LinkTarget | undefined
  /** Where the pages answer, when no public address was configured. */
  answerAt(url: string): void
}

/** @param key derived from the secret of the installation (core/derive-key.ts), which is not in the database; a link signed with another key is refused */
export function stopLinks(key: string, publicUrl: string | undefined): StopLinks {
  const sign = (payload: string) =>
    createHmac('sha256', key).update(`stop:${payload}`).digest('base64url').slice(0, 27)
  let base = publicUrl
  return {
    answerAt(url) {
      base ??= url
    },
    write(target) {
      if (base === undefined) return undefined
      const payload = Buffer.from(JSON.stringify(target)).toString('base64url')
      return new URL(`${paths[target.type]}/${payload}.${sign(payload)}`, base).href
    },
    read(token) {
      const [payload = '', signature = '', ...more] = token.split('.')
      // A link with something behind it is another address of the same page: it would be counted as another.
      if (more.length > 0) return undefined
      const expected = Buffer.from(sign(payload))
      const given = Buffer.from(signature)
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined
      return parseTarget(payload)
    },
  }
}

function parseTarget(payload: string): LinkTarget | undefined {
  try {
    return linkTargetSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}
