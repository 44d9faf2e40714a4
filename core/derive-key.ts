import { hkdfSync } from 'node:crypto'

/** What the secret of an installation is used for: each use has a key of its own, none of which gives the secret back. */
export type KeyUse = 'stop-links' | 'link-codes' | 'same-secret' | 'anchors'

/** @param secret 32 bytes, base64 or hex @returns 256 bits in base64url */
export function deriveKey(secret: string, use: KeyUse): string {
  const bytes = Buffer.from(secret, /^[\da-f]{64}$/i.test(secret) ? 'hex' : 'base64')
  return Buffer.from(hkdfSync('sha256', bytes, '', `vigie ${use}`, 32)).toString('base64url')
}
