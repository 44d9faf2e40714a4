import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** `file` of a message that carries an encrypted attachment (Matrix client-server API, "Sending encrypted attachments"). */
export const encryptedFileShape = z.object({
  url: z.string(),
  key: z.object({
    alg: z.literal('A256CTR'),
    kty: z.literal('oct'),
    k: z.string(),
    key_ops: z.array(z.string()),
    ext: z.literal(true),
  }),
  iv: z.string(),
  hashes: z.object({ sha256: z.string() }),
  v: z.literal('v2'),
})

export type EncryptedFile = z.infer<typeof encryptedFileShape>

/** Written on Node's own crypto, so that it also checks what another library wrote. */
export function encryptAttachment(bytes: Uint8Array): {
  encrypted: Buffer
  file: Omit<EncryptedFile, 'url'>
} {
  const key = randomBytes(32)
  // The lower half of the counter block begins at zero, so that no implementation's counter overflows.
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)])
  const cipher = createCipheriv('aes-256-ctr', key, iv)
  const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()])
  return {
    encrypted,
    file: {
      key: {
        alg: 'A256CTR',
        kty: 'oct',
        k: key.toString('base64url'),
        key_ops: ['encrypt', 'decrypt'],
        ext: true,
      },
      iv: unpadded(iv),
      hashes: { sha256: unpadded(createHash('sha256').update(encrypted).digest()) },
      v: 'v2',
    },
  }
}

/** @throws Error when the bytes are not those that were sent */
export function decryptAttachment(encrypted: Uint8Array, file: EncryptedFile): Buffer {
  const hash = unpadded(createHash('sha256').update(encrypted).digest())
  if (hash !== file.hashes.sha256.replace(/=+$/, ''))
    throw new Error(`the attachment's hash is ${hash}, not ${file.hashes.sha256} as announced`)
  const key = Buffer.from(file.key.k, 'base64url')
  const decipher = createDecipheriv('aes-256-ctr', key, Buffer.from(file.iv, 'base64'))
  return Buffer.concat([decipher.update(encrypted), decipher.final()])
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
