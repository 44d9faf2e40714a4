import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'

/** How long a code is good for, from when it was asked. */
export const codeMinutes = 15
/** Wrong codes after which the right one is void. */
export const codeAttempts = 5
export const codeDigits = 8

/** A code, and the chat address that it is for. */
export interface Code {
  readonly provider: string
  readonly address: string
  readonly code: string
}

export function makeCode(): string {
  return String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0')
}

/**
 * What is kept of a code: good for the one address that asked for it. There are few codes: without the key, who reads the
 * database could try them all.
 * @param key derived from the secret of the installation (core/derive-key.ts), which is not in the database
 */
export function hashCode(key: string, { provider, address, code }: Code): string {
  return createHmac('sha256', key).update(`${provider}\n${address}\n${code}`).digest('base64url')
}

/** Takes the same time whatever is wrong. No hash yet is a wrong code. */
export function isCode(hash: string | null, key: string, code: Code): boolean {
  const given = Buffer.from(hashCode(key, code))
  const kept = Buffer.from(hash ?? hashCode(key, { provider: '', address: '', code: '' }))
  return timingSafeEqual(given, kept) && hash !== null
}
