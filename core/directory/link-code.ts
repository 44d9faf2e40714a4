import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'

/** How long a code is good for, from when it was asked. */
export const codeMinutes = 15
/** Wrong codes after which the right one is void. */
export const codeAttempts = 5
export const codeDigits = 8

export function makeCode(): string {
  return String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0')
}

/** What is kept of a code: good for the one address that asked for it. */
export function hashCode(provider: string, address: string, code: string): string {
  return createHmac('sha256', `${provider}\n${address}`).update(code).digest('base64url')
}

/** Takes the same time whatever is wrong. No hash yet is a wrong code. */
export function isCode(hash: string | null, provider: string, address: string, code: string): boolean {
  const given = Buffer.from(hashCode(provider, address, code))
  const kept = Buffer.from(hash ?? hashCode('', '', ''))
  return timingSafeEqual(given, kept) && hash !== null
}
