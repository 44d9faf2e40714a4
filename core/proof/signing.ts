import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** An Ed25519 key that signs what this installation says of its history. */
export interface Signer {
  /** PEM (SPKI): what others check with. */
  readonly publicKey: string
  /** SHA-256 of the public key, in hex: its name. */
  readonly fingerprint: string
  /** Base64. */
  sign(text: string): string
}

/** What PKCS#8 (RFC 8410) writes before the 32 bytes of an Ed25519 key. */
const head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param key 32 bytes: base64, base64url or hex */
export function makeSigner(key: string): Signer {
  const seed = Buffer.from(key, /^[\da-f]{64}$/i.test(key) ? 'hex' : 'base64')
  const privateKey = createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  }
}

export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64'))
}

function fingerprintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}
